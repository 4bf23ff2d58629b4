case $1 in
  configure)
    # Its members may ask the host's agent for credentials.
    if ! getent group grapnel-credentials >/dev/null; then
      addgroup --system --quiet grapnel-credentials
    fi
    if ! getent passwd grapnel-agent >/dev/null; then
      adduser --system --group --quiet --no-create-home --home /var/lib/grapnel-agent \
        --gecos 'Grapnel agent' grapnel-agent
    fi
    # Certificates and keys that the agent reads and others do not.
    if ! [ -e /etc/grapnel/identity ]; then
      mkdir -m 0750 /etc/grapnel/identity
      chgrp grapnel-agent /etc/grapnel/identity
    fi
    # It is not started here: without a profile in its configuration it has nothing to do.
    if [ -d /run/systemd/system ]; then
      systemctl --system daemon-reload >/dev/null || true
      if [ -n "$2" ]; then systemctl try-restart grapnel-agent.service >/dev/null || true; fi
    fi
    ;;
esac
