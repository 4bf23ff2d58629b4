getent group grapnel-agent >/dev/null || groupadd --system grapnel-agent || exit 1
