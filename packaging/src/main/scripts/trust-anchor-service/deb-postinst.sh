case $1 in
  configure)
    if ! getent passwd trust-anchor-service >/dev/null; then
      adduser --system --group --quiet --no-create-home --home /var/lib/trust-anchor-service \
        --gecos 'Grapnel trust anchor service' trust-anchor-service
    fi
    if ! [ -e /var/lib/trust-anchor-service ]; then
      mkdir -m 0700 /var/lib/trust-anchor-service
      chown trust-anchor-service:trust-anchor-service /var/lib/trust-anchor-service
    fi
    if [ -d /run/systemd/system ]; then
      systemctl --system daemon-reload >/dev/null || true
      if [ -z "$2" ]; then
        systemctl enable --now trust-anchor-service.service >/dev/null || true
      else
        systemctl try-restart trust-anchor-service.service >/dev/null || true
      fi
    fi
    ;;
esac
