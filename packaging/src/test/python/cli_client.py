"""Like outlet_client.py, by the AWS CLI: cli_client.py AWS SECONDS. Which key it signed with, its own log tells."""

import re
import subprocess
import sys
import time

aws, end = sys.argv[1], time.monotonic() + float(sys.argv[2])
call = [aws, "sts", "get-caller-identity", "--query", "Arn", "--output", "text", "--debug"]
while time.monotonic() < end:
    ended = subprocess.run(call, capture_output=True, text=True)
    key = re.search(r"Credential=(ASIA[A-Z0-9]+)/", ended.stderr)
    if ended.returncode or not key:
        sys.exit(f"error: exit code {ended.returncode}\n{ended.stderr[-2000:]}")
    print(key.group(1), ended.stdout.strip(), flush=True)
    time.sleep(10)
