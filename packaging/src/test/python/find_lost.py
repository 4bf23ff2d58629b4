"""Reads the lines that write_until_killed.py printed and prints those whose change the service does not have."""

import sys

import boto3
from botocore.exceptions import ClientError

session = boto3.Session()
iam, rolesanywhere = session.client("iam"), session.client("rolesanywhere")


def holds(kind, name):
    if kind == "role":
        return iam.get_role(RoleName=name)["Role"]["RoleName"] == name
    if kind == "profile":
        return rolesanywhere.get_profile(profileId=name)["profile"]["enabled"]
    anchor = rolesanywhere.get_trust_anchor(trustAnchorId=name)["trustAnchor"]
    return kind == "anchor" or not anchor["enabled"]


count = 0
for line in open(sys.argv[1], encoding="ascii"):
    change, identifier = line.split()
    count += 1
    try:
        if not holds(change, identifier):
            print("lost:", line.strip())
    except ClientError as error:
        print("lost:", line.strip(), error)
print("checked", count)
