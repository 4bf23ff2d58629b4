"""Like outlet_client.py, by the AWS CLI: cli_client.py AWS SECONDS. The CLI tells which key it would sign with."""

import subprocess
import sys
import time

aws, end = sys.argv[1], time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    def run(*words):
        return subprocess.run([aws, *words, "--output", "text"], check=True, capture_output=True, text=True).stdout.strip()

    exported = run("configure", "export-credentials", "--format", "process")
    key = exported.split('"AccessKeyId": "')[1].split('"')[0]
    print(key, run("sts", "get-caller-identity", "--query", "Arn"), flush=True)
    time.sleep(10)
