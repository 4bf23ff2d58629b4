if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl disable --now trust-anchor-service.service >/dev/null || true
fi
