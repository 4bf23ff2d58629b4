"""Asks the service who we are, again and again, with credentials that boto3 finds by itself, and prints a line
`ACCESS-KEY ARN` for each answer: outlet_client.py kept|fresh SECONDS. A kept session finds its own refreshes."""

import sys
import time

import boto3

kept, end = sys.argv[1] == "kept", time.monotonic() + float(sys.argv[2])
session = boto3.Session()
while time.monotonic() < end:
    if not kept:
        session = boto3.Session()
    sts = session.client("sts")
    key = session.get_credentials().get_frozen_credentials().access_key
    for _ in range(3 if kept else 1):
        print(key, sts.get_caller_identity()["Arn"], flush=True)
        time.sleep(1)
        key = session.get_credentials().get_frozen_credentials().access_key
