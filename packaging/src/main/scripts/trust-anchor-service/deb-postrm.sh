if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl --system daemon-reload >/dev/null || true
fi
if [ "$1" = purge ]; then
  # The state holds the registry, the audit trail and the key ring: a purge is meant to remove it.
  rm -rf /var/lib/trust-anchor-service
  if [ -d /etc/grapnel ]; then rmdir --ignore-fail-on-non-empty /etc/grapnel; fi
  if getent passwd trust-anchor-service >/dev/null && command -v deluser >/dev/null; then
    deluser --system --quiet trust-anchor-service >/dev/null || true
  fi
fi
