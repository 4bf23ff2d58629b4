if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl disable --now grapnel-agent.service >/dev/null || true
fi
