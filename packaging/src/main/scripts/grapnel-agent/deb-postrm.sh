if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl --system daemon-reload >/dev/null || true
fi
if [ "$1" = purge ]; then
  rm -rf /var/lib/grapnel-agent
  # Certificates and keys are the administrator's: a folder with something in it stays.
  for folder in /etc/grapnel/identity /etc/grapnel; do
    if [ -d "$folder" ]; then rmdir --ignore-fail-on-non-empty "$folder"; fi
  done
  if getent passwd grapnel-agent >/dev/null && command -v deluser >/dev/null; then
    deluser --system --quiet grapnel-agent >/dev/null || true
  fi
  if getent group grapnel-credentials >/dev/null && command -v delgroup >/dev/null; then
    delgroup --system --quiet grapnel-credentials >/dev/null || true
  fi
fi
