if [ "$1" = purge ]; then
  if [ -d /etc/grapnel ]; then rmdir --ignore-fail-on-non-empty /etc/grapnel; fi
  if getent group grapnel-agent >/dev/null && command -v delgroup >/dev/null; then
    delgroup --system --quiet --only-if-empty grapnel-agent >/dev/null || true
  fi
fi
