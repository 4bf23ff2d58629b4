if ! getent passwd trust-anchor-service >/dev/null; then
  useradd --system --user-group --no-create-home --home-dir /var/lib/trust-anchor-service \
    --shell /sbin/nologin --comment 'Grapnel trust anchor service' trust-anchor-service || exit 1
fi
if ! [ -e /var/lib/trust-anchor-service ]; then
  mkdir -m 0700 /var/lib/trust-anchor-service &&
    chown trust-anchor-service:trust-anchor-service /var/lib/trust-anchor-service || exit 1
fi
if [ -d /run/systemd/system ]; then
  systemctl --system daemon-reload >/dev/null || :
  [ "$1" -le 1 ] || systemctl try-restart trust-anchor-service.service >/dev/null || :
fi
