if [ "$1" = configure ] && ! getent group grapnel-agent >/dev/null; then
  # Members may ask the host's agent for credentials.
  addgroup --system --quiet grapnel-agent
fi
