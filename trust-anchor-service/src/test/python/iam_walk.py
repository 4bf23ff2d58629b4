"""IAM roles and STS as boto3 sees them, against a running service; prints lines as model_walk does.

usage: iam_walk.py MATERIALS.json
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from model_walk import REPORT

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "rolesanywhere.amazonaws.com"},
            "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        }
    ],
}
ALLOW = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "rolesanywhere:*", "Resource": "*"}],
}


def client(materials, who, name):
    keys = materials[who]
    return boto3.client(
        name,
        endpoint_url=materials["endpoint"],
        region_name=materials["region"],
        aws_access_key_id=keys["access_key"],
        aws_secret_access_key=keys["secret_key"],
        aws_session_token=keys.get("token"),
        config=Config(retries={"total_max_attempts": 1}),
    )


def equal(name, expected, given):
    REPORT.check(name, expected == given, f"expected {expected}, was {given}")


def refused(name, expected, exception, call, **parameters):
    try:
        call(**parameters)
        REPORT.check(name, False, "not refused")
    except ClientError as error:
        equal(name, expected, error.response["Error"]["Code"])
        REPORT.check(name + ": modelled", isinstance(error, exception), type(error))


def walk_roles(iam, account):
    description = "tab\tand <&> \u00e9"
    made = iam.create_role(
        RoleName="walk",
        Path="/team/a/",
        AssumeRolePolicyDocument=json.dumps(TRUST),
        Description=description,
        MaxSessionDuration=7200,
        Tags=[{"Key": "Team", "Value": "a b"}],
    )["Role"]
    equal("CreateRole: Arn", f"arn:aws:iam::{account}:role/team/a/walk", made["Arn"])
    equal("CreateRole: policy", TRUST, made["AssumeRolePolicyDocument"])
    role = iam.get_role(RoleName="walk")["Role"]
    equal("GetRole: description", description, role["Description"])
    equal("GetRole: duration", 7200, role["MaxSessionDuration"])
    equal("GetRole: tags", [{"Key": "Team", "Value": "a b"}], role["Tags"])
    equal("GetRole: time", made["CreateDate"], role["CreateDate"])
    listed = iam.list_roles(PathPrefix="/team/")["Roles"]
    equal("ListRoles: by path", ["walk"], [r["RoleName"] for r in listed])
    iam.update_role(RoleName="walk", Description="", MaxSessionDuration=3600)
    role = iam.get_role(RoleName="walk")["Role"]
    equal("UpdateRole: duration", 3600, role["MaxSessionDuration"])
    changed = TRUST | {"Id": "changed"}
    iam.update_assume_role_policy(RoleName="walk", PolicyDocument=json.dumps(changed, indent=1))
    role = iam.get_role(RoleName="WALK")["Role"]
    equal("UpdateAssumeRolePolicy", changed, role["AssumeRolePolicyDocument"])


def walk_pages(iam):
    for i in range(5):
        iam.create_role(
            RoleName=f"page{i}", Path="/pages/", AssumeRolePolicyDocument=json.dumps(TRUST)
        )
    pages = iam.get_paginator("list_roles").paginate(
        PathPrefix="/pages/", PaginationConfig={"PageSize": 2}
    )
    names = [role["RoleName"] for page in pages for role in page["Roles"]]
    equal("ListRoles: pages", [f"page{i}" for i in range(5)], names)


def walk_policies(iam):
    iam.put_role_policy(RoleName="walk", PolicyName="p+1", PolicyDocument=json.dumps(ALLOW))
    given = iam.get_role_policy(RoleName="walk", PolicyName="p+1")
    equal("GetRolePolicy", ALLOW, given["PolicyDocument"])
    equal("ListRolePolicies", ["p+1"], iam.list_role_policies(RoleName="walk")["PolicyNames"])
    attached = iam.list_attached_role_policies(RoleName="walk")["AttachedPolicies"]
    equal("ListAttachedRolePolicies", [], attached)
    profiles = iam.list_instance_profiles_for_role(RoleName="walk")["InstanceProfiles"]
    equal("ListInstanceProfilesForRole", [], profiles)
    errors = iam.exceptions
    refused(
        "DeleteRole: in use",
        "DeleteConflict",
        errors.DeleteConflictException,
        iam.delete_role,
        RoleName="walk",
    )
    iam.delete_role_policy(RoleName="walk", PolicyName="p+1")
    refused(
        "GetRolePolicy: gone",
        "NoSuchEntity",
        errors.NoSuchEntityException,
        iam.get_role_policy,
        RoleName="walk",
        PolicyName="p+1",
    )


def walk_tags(iam):
    iam.tag_role(RoleName="walk", Tags=[{"Key": "more", "Value": ""}])
    iam.untag_role(RoleName="walk", TagKeys=["Team"])
    equal("ListRoleTags", [{"Key": "more", "Value": ""}], iam.list_role_tags(RoleName="walk")["Tags"])


def walk_errors(iam, powerless):
    errors = iam.exceptions
    create = {"RoleName": "walk", "AssumeRolePolicyDocument": json.dumps(TRUST)}
    refused(
        "CreateRole: there already",
        "EntityAlreadyExists",
        errors.EntityAlreadyExistsException,
        iam.create_role,
        **create,
    )
    refused(
        "CreateRole: no policy",
        "MalformedPolicyDocument",
        errors.MalformedPolicyDocumentException,
        iam.create_role,
        **create | {"RoleName": "other", "AssumeRolePolicyDocument": "{}"},
    )
    refused(
        "TagRole: 51",
        "LimitExceeded",
        errors.LimitExceededException,
        iam.tag_role,
        RoleName="walk",
        Tags=[{"Key": f"k{i}", "Value": ""} for i in range(50)],
    )
    refused(
        "CreateRole: no permission", "AccessDenied", ClientError, powerless.create_role, **create
    )
    iam.delete_role(RoleName="walk")
    refused(
        "GetRole: gone", "NoSuchEntity", errors.NoSuchEntityException, iam.get_role, RoleName="walk"
    )


def walk_identity(materials):
    account = materials["account"]
    root = client(materials, "root", "sts")
    equal("GetCallerIdentity: root", f"arn:aws:iam::{account}:root", root.get_caller_identity()["Arn"])
    session = client(materials, "powerless", "sts")
    identity = session.get_caller_identity()
    arn = f"arn:aws:sts::{account}:assumed-role/powerless/0a1b"
    equal("GetCallerIdentity: session", arn, identity["Arn"])
    for method in ("GET", "POST"):
        url = session.generate_presigned_url("get_caller_identity", HttpMethod=method)
        request = urllib.request.Request(url, method=method, headers={"Accept": "text/xml"})
        with urllib.request.urlopen(request) as answer:
            REPORT.check(f"GetCallerIdentity: presigned {method}", arn in answer.read().decode())
    parts = urllib.parse.urlsplit(url)
    changed = parts._replace(query=parts.query + "&Extra=1").geturl()
    try:
        urllib.request.urlopen(urllib.request.Request(changed, method="POST"))
        REPORT.check("GetCallerIdentity: changed after presigning", False, "not refused")
    except urllib.error.HTTPError as error:
        refusal = error.read().decode()
        REPORT.check(
            "GetCallerIdentity: changed after presigning",
            error.code == 403 and "SignatureDoesNotMatch" in refusal,
            refusal,
        )


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        materials = json.load(file)
    iam = client(materials, "root", "iam")
    walk_roles(iam, materials["account"])
    walk_pages(iam)
    walk_policies(iam)
    walk_tags(iam)
    walk_errors(iam, client(materials, "powerless", "iam"))
    walk_identity(materials)
    return 1 if REPORT.failures else 0


if __name__ == "__main__":
    sys.exit(main())
