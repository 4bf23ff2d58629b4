"""Makes changes over the control plane from several threads, and prints a line for each once it is acknowledged, until the
service is gone: `role NAME`, `profile ID`, `anchor ID`, `disabled ID` (a trust anchor)."""

import json
import sys
import threading
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError

THREADS = 4
ONCE = Config(retries={"total_max_attempts": 1}, read_timeout=20)
POLICY = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Principal": {"Service": "rolesanywhere.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
    }],
})


def write(iam, rolesanywhere, pem, acknowledged):
    name = "r" + uuid.uuid4().hex
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=POLICY)["Role"]
    acknowledged("role", name)
    profile = rolesanywhere.create_profile(name=name, roleArns=[role["Arn"]], enabled=True)["profile"]
    acknowledged("profile", profile["profileId"])
    anchor = rolesanywhere.create_trust_anchor(
        name=name, enabled=True,
        source={"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": pem}})["trustAnchor"]
    acknowledged("anchor", anchor["trustAnchorId"])
    rolesanywhere.disable_trust_anchor(trustAnchorId=anchor["trustAnchorId"])
    acknowledged("disabled", anchor["trustAnchorId"])


def work(pem, acknowledged):
    session = boto3.Session()
    iam, rolesanywhere = session.client("iam", config=ONCE), session.client("rolesanywhere", config=ONCE)
    try:
        while True:
            write(iam, rolesanywhere, pem, acknowledged)
    except BotoCoreError:
        pass  # the service is gone


def main():
    lock = threading.Lock()

    def acknowledged(kind, name):
        with lock:
            print(kind, name, flush=True)

    pem = open(sys.argv[1], encoding="ascii").read()
    threads = [threading.Thread(target=work, args=(pem, acknowledged)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
