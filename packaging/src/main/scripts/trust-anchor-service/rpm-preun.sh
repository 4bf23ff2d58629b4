if [ "$1" -eq 0 ] && [ -d /run/systemd/system ]; then
  systemctl disable --now trust-anchor-service.service >/dev/null || :
fi
