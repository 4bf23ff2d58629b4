getent group grapnel-credentials >/dev/null || groupadd --system grapnel-credentials || exit 1
if ! getent passwd grapnel-agent >/dev/null; then
  useradd --system --user-group --no-create-home --home-dir /var/lib/grapnel-agent \
    --shell /sbin/nologin --comment 'Grapnel agent' grapnel-agent || exit 1
fi
if ! [ -e /etc/grapnel/identity ]; then
  mkdir -m 0750 /etc/grapnel/identity && chgrp grapnel-agent /etc/grapnel/identity || exit 1
fi
if [ -d /run/systemd/system ]; then
  systemctl --system daemon-reload >/dev/null || :
  [ "$1" -le 1 ] || systemctl try-restart grapnel-agent.service >/dev/null || :
fi
