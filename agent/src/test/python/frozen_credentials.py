"""Prints the credentials that boto3 finds by itself, again and again, until it has seen so many issues.

Arguments: how many different issues to wait for, and how many seconds at most.
"""

import sys
import time

import boto3

wanted, limit = int(sys.argv[1]), float(sys.argv[2])
end = time.monotonic() + limit
credentials = boto3.Session(region_name="us-east-1").get_credentials()
seen = []
while len(seen) < wanted and time.monotonic() < end:
    frozen = credentials.get_frozen_credentials()
    line = f"{frozen.access_key} {frozen.secret_key} {frozen.token}"
    if line not in seen:
        seen.append(line)
        print(line, flush=True)
    time.sleep(0.1)
sys.exit(0 if len(seen) == wanted else 1)
