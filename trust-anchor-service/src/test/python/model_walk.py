"""Walks the Roles Anywhere service model of the installed botocore against a running service.

Every operation is called with a minimal and with a full request, and each raw answer is compared
with the modelled output shape; every modelled error is provoked; each constraint of each input is
tried on both sides, with the client's own validation off. One line of JSON is printed for each
check: {"check": ..., "ok": ..., "detail": ...}.

usage: model_walk.py MATERIALS.json

MATERIALS.json holds: endpoint, ca_bundle, region, account, root and powerless (each with
access_key, secret_key and, for a session, token), ca_pem, crl_pem, subject_id, and database (a
SQLite file, to be locked while unavailability is provoked).
"""

import base64
import contextlib
import functools
import json
import re
import sqlite3
import string
import sys
import uuid

import boto3
import botocore.loaders
import botocore.model
from botocore.config import Config
from botocore.exceptions import ClientError

SERVICE = "rolesanywhere"
MODEL = botocore.model.ServiceModel(
    botocore.loaders.Loader().load_service_model(SERVICE, "service-2", "2018-05-10"), SERVICE
)
ABSENT_ID = "00000000-0000-4000-8000-000000000000"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
}


class Report:
    """Prints what was checked and how it went."""

    def __init__(self):
        self.failures = 0

    def check(self, name, ok, detail=""):
        self.failures += not ok
        print(json.dumps({"check": name, "ok": bool(ok), "detail": str(detail)[:600]}))


REPORT = Report()


class Service:
    """Clients of the service under test, and what they last saw on the wire."""

    def __init__(self, materials):
        self.materials = materials
        self.raw = None

    @functools.cache
    def client(self, who="root", validating=False):
        keys = self.materials[who]
        client = boto3.client(
            SERVICE,
            endpoint_url=self.materials["endpoint"],
            verify=self.materials["ca_bundle"] or False,
            region_name=self.materials["region"],
            aws_access_key_id=keys["access_key"],
            aws_secret_access_key=keys["secret_key"],
            aws_session_token=keys.get("token"),
            config=Config(
                parameter_validation=validating,
                retries={"total_max_attempts": 1},
                read_timeout=90,
            ),
        )
        client.meta.events.register("before-parse." + SERVICE, self._remember)
        return client

    def _remember(self, response_dict, **_):
        self.raw = response_dict


def method(client, operation):
    return getattr(client, botocore.xform_name(operation))


# --- answers -------------------------------------------------------------------------------------


def faults(shape, value, path="$"):
    """What is wrong with a JSON value as an instance of a modelled shape."""
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            return [f"{path}: not an object"]
        found = [f"{path}.{n}: required" for n in shape.required_members if n not in value]
        if getattr(shape, "is_tagged_union", False) and len(value) != 1:
            found.append(f"{path}: a union has one member")
        for name, member in value.items():
            if name not in shape.members:
                found.append(f"{path}.{name}: not in the model")
            else:
                found += faults(shape.members[name], member, f"{path}.{name}")
        return found
    if kind == "list":
        if not isinstance(value, list):
            return [f"{path}: not a list"]
        found = bounds(shape, len(value), path)
        for index, member in enumerate(value):
            found += faults(shape.member, member, f"{path}[{index}]")
        return found
    if kind == "map":
        if not isinstance(value, dict):
            return [f"{path}: not a map"]
        return [f for k, v in value.items() for f in faults(shape.value, v, f"{path}.{k}")]
    return scalar_faults(shape, value, path)


def scalar_faults(shape, value, path):
    kind = shape.type_name
    if kind == "boolean":
        return [] if isinstance(value, bool) else [f"{path}: not a boolean"]
    if kind == "integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return bounds(shape, value, path) if whole else [f"{path}: not a whole number"]
    if not isinstance(value, str):
        return [f"{path}: not a string"]
    if kind == "timestamp":
        iso = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value)
        return [] if iso else [f"{path}: not an ISO 8601 time in UTC"]
    if kind == "blob":
        base64.b64decode(value, validate=True)
        return []
    found = bounds(shape, len(value), path)
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, value, re.S):
        found.append(f"{path}: does not match {pattern}")
    if shape.metadata.get("enum") and value not in shape.metadata["enum"]:
        found.append(f"{path}: not one of {shape.metadata['enum']}")
    return found


def bounds(shape, size, path):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low or high is not None and size > high:
        return [f"{path}: {size} is not within {low}..{high}"]
    return []


def answered_as_modelled(service, operation, label):
    """Compares the last raw answer with the model."""
    modelled = MODEL.operation_model(operation)
    raw = service.raw
    REPORT.check(
        f"{operation}: {label}: status",
        raw["status_code"] == modelled.http["responseCode"],
        raw["status_code"],
    )
    headers = {k.lower(): v for k, v in raw["headers"].items()}
    REPORT.check(
        f"{operation}: {label}: headers",
        "x-amzn-requestid" in headers and headers.get("content-type") == "application/json",
        headers,
    )
    shape = modelled.output_shape
    found = faults(shape, json.loads(raw["body"]))
    REPORT.check(f"{operation}: {label}: shape", not found, found)


# --- requests ------------------------------------------------------------------------------------


class World:
    """What is registered while the walk goes on, and valid requests over it."""

    def __init__(self, service):
        self.service = service
        self.client = service.client()
        self.materials = service.materials
        self.count = 0
        self.reused = None

    def name(self):
        self.count += 1
        return f"walk {self.count}"

    def alias(self):
        return "walk/" + uuid.uuid4().hex

    def source(self):
        return {
            "sourceType": "CERTIFICATE_BUNDLE",
            "sourceData": {"x509CertificateData": self.materials["ca_pem"]},
        }

    def role_arn(self):
        return f"arn:aws:iam::{self.materials['account']}:role/walk"

    def reuse(self):
        """From now on one resource of each kind serves all requests."""
        self.reused = {}

    def _made(self, kind, make):
        if self.reused is None:
            return make()
        if kind not in self.reused:
            self.reused[kind] = make()
        return self.reused[kind]

    def trust_anchor(self):
        return self._made("trustAnchor", self._new_trust_anchor)

    def _new_trust_anchor(self):
        request = {"name": self.name(), "source": self.source()}
        return self.client.create_trust_anchor(**request)["trustAnchor"]

    def profile(self):
        return self._made("profile", self.new_profile)

    def new_profile(self, **more):
        request = {"name": self.name(), "roleArns": [self.role_arn()], **more}
        return self.client.create_profile(**request)["profile"]

    def crl(self):
        return self._made("crl", self._new_crl)

    def _new_crl(self):
        request = {
            "name": self.name(),
            "crlData": self.materials["crl_pem"].encode(),
            "trustAnchorArn": self.trust_anchor()["trustAnchorArn"],
        }
        return self.client.import_crl(**request)["crl"]

    def settings(self):
        return [
            {
                "event": "CA_CERTIFICATE_EXPIRY",
                "enabled": True,
                "threshold": 30,
                "channel": "ALL",
            },
            {"event": "END_ENTITY_CERTIFICATE_EXPIRY", "enabled": False},
        ]

    def minimal(self, operation):
        """A valid request with nothing but what is required."""
        requests = {
            "CreateTrustAnchor": lambda: {"name": self.name(), "source": self.source()},
            "CreateProfile": lambda: {"name": self.name(), "roleArns": [self.role_arn()]},
            "ImportCrl": lambda: {
                "name": self.name(),
                "crlData": self.materials["crl_pem"].encode(),
                "trustAnchorArn": self.trust_anchor()["trustAnchorArn"],
            },
            "PutAttributeMapping": lambda: {
                "profileId": self.profile()["profileId"],
                "certificateField": "x509Subject",
                "mappingRules": [{"specifier": "CN"}],
            },
            "DeleteAttributeMapping": lambda: {
                "profileId": self.profile()["profileId"],
                "certificateField": "x509Subject",
            },
            "PutNotificationSettings": lambda: {
                "trustAnchorId": self.trust_anchor()["trustAnchorId"],
                "notificationSettings": [],
            },
            "ResetNotificationSettings": lambda: {
                "trustAnchorId": self.trust_anchor()["trustAnchorId"],
                "notificationSettingKeys": [],
            },
            "TagResource": lambda: {
                "resourceArn": self.profile()["profileArn"],
                "tags": [],
            },
            "UntagResource": lambda: {
                "resourceArn": self.profile()["profileArn"],
                "tagKeys": [],
            },
            "ListTagsForResource": lambda: {"resourceArn": self.profile()["profileArn"]},
            "GetSubject": lambda: {"subjectId": self.materials["subject_id"]},
        }
        if operation in requests:
            return requests[operation]()
        if operation.startswith("List"):
            return {}
        if operation.endswith("TrustAnchor"):
            return {"trustAnchorId": self.trust_anchor()["trustAnchorId"]}
        if operation.endswith("Profile"):
            return {"profileId": self.profile()["profileId"]}
        return {"crlId": self.crl()["crlId"]}

    def full(self, operation):
        """A valid request with every member that the model has."""
        tags = [{"key": f"k{i}", "value": f"v {i}_.:/=+@-"} for i in range(3)]
        more = {
            "CreateTrustAnchor": {
                "enabled": True,
                "crlDpRevocationEnabled": True,
                "tags": tags,
                "notificationSettings": self.settings(),
                "aliasName": self.alias(),
            },
            "UpdateTrustAnchor": {
                "name": self.name(),
                "source": self.source(),
                "crlDpRevocationEnabled": True,
                "aliasName": self.alias(),
            },
            "CreateProfile": {
                "requireInstanceProperties": True,
                "sessionPolicy": json.dumps(POLICY),
                "managedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
                "durationSeconds": 900,
                "enabled": True,
                "tags": tags,
                "acceptRoleSessionName": True,
                "aliasName": self.alias(),
            },
            "UpdateProfile": {
                "name": self.name(),
                "sessionPolicy": json.dumps(POLICY),
                "roleArns": [self.role_arn(), self.role_arn() + "2"],
                "managedPolicyArns": [],
                "durationSeconds": 43200,
                "acceptRoleSessionName": True,
                "aliasName": self.alias(),
            },
            "ImportCrl": {"enabled": True, "tags": tags, "aliasName": self.alias()},
            "UpdateCrl": {
                "name": self.name(),
                "crlData": self.materials["crl_pem"].encode(),
                "aliasName": self.alias(),
            },
            "DeleteAttributeMapping": {"specifiers": ["*"]},
            "PutNotificationSettings": {"notificationSettings": self.settings()},
            "ResetNotificationSettings": {
                "notificationSettingKeys": [{"event": "CA_CERTIFICATE_EXPIRY", "channel": "ALL"}]
            },
            "TagResource": {"tags": tags},
            "UntagResource": {"tagKeys": ["k1", "never there"]},
        }
        request = self.minimal(operation) | more.get(operation, {})
        if operation in ("ListTrustAnchors", "ListProfiles", "ListCrls"):
            for make in (self.trust_anchor, self.profile, self.crl):
                make(), make()
            first = method(self.client, operation)(pageSize=1)
            request = {"pageSize": 1, "nextToken": first["nextToken"]}
        elif operation == "ListSubjects":
            request = {"pageSize": 1}
        return request


def call(service, client, operation, request):
    """The error's code, or None where the call was answered."""
    try:
        method(client, operation)(**request)
        return None
    except ClientError as error:
        return error.response["Error"]["Code"]


def walk_operations(service, world):
    for operation in MODEL.operation_names:
        for label, request in (
            ("minimal", world.minimal(operation)),
            ("full", world.full(operation)),
        ):
            client = service.client(validating=True)
            code = call(service, client, operation, request)
            REPORT.check(f"{operation}: {label}", code is None, f"{code} {request}")
            if code is None:
                answered_as_modelled(service, operation, label)


# --- errors --------------------------------------------------------------------------------------


def absent(world, operation, request):
    """The same request about something that is not there; None where it names nothing."""
    arn = f"arn:aws:rolesanywhere:{world.materials['region']}:{world.materials['account']}"
    for name in ("trustAnchorId", "profileId", "crlId", "subjectId"):
        if name in request:
            return request | {name: ABSENT_ID}
    if "resourceArn" in request:
        return request | {"resourceArn": f"{arn}:profile/{ABSENT_ID}"}
    return None


def invalid(operation, request):
    """The same request with something that the model does not allow; None where nothing can be."""
    if operation.startswith("List") and operation != "ListTagsForResource":
        return request | {"pageSize": "many"}
    for name in ("trustAnchorId", "profileId", "crlId", "subjectId"):
        if name in request:
            return request | {name: "no-identifier"}
    if "resourceArn" in request:
        return request | {"resourceArn": "x" * 1012}
    return request | {"name": "a/b"}


def refused_as_modelled(service, operation, expected, code):
    REPORT.check(f"{operation}: {expected}", code == expected, f"{code}: {service.raw['body']}")
    status = MODEL.shape_for(expected).metadata["error"]["httpStatusCode"]
    headers = {k.lower(): v for k, v in service.raw["headers"].items()}
    found = faults(MODEL.shape_for(expected), json.loads(service.raw["body"]))
    REPORT.check(
        f"{operation}: {expected}: form",
        service.raw["status_code"] == status
        and headers.get("x-amzn-errortype") == expected
        and "x-amzn-requestid" in headers
        and not found,
        f"{service.raw['status_code']} {headers} {found}",
    )


def walk_errors(service, world):
    root, powerless = service.client(), service.client("powerless")
    for operation in MODEL.operation_names:
        request = world.minimal(operation)
        code = call(service, powerless, operation, request)
        refused_as_modelled(service, operation, "AccessDeniedException", code)
        code = call(service, root, operation, invalid(operation, request))
        refused_as_modelled(service, operation, "ValidationException", code)
        gone = absent(world, operation, request)
        if gone is not None:
            code = call(service, root, operation, gone)
            refused_as_modelled(service, operation, "ResourceNotFoundException", code)
    too_many_tags(service, world)


def too_many_tags(service, world):
    arn = world.new_profile(tags=[{"key": f"a{i}", "value": ""} for i in range(150)])["profileArn"]
    more = {"resourceArn": arn, "tags": [{"key": f"b{i}", "value": ""} for i in range(51)]}
    code = call(service, service.client(), "TagResource", more)
    refused_as_modelled(service, "TagResource", "TooManyTagsException", code)
    more["tags"].pop()
    code = call(service, service.client(), "TagResource", more)
    REPORT.check("TagResource: 200 tags", code is None, code)


UNAVAILABLE = (
    "CreateTrustAnchor",
    "CreateProfile",
    "ImportCrl",
    "UpdateTrustAnchor",
    "DisableProfile",
    "DeleteCrl",
    "PutAttributeMapping",
    "PutNotificationSettings",
    "TagResource",
)


def walk_unavailability(service, world):
    """One operation of each class while the store cannot be written."""
    requests = {operation: world.minimal(operation) for operation in UNAVAILABLE}
    with locked(world.materials["database"]):
        for operation, request in requests.items():
            code = call(service, service.client(), operation, request)
            refused_as_modelled(service, operation, "ServiceUnavailableException", code)
        code = call(service, service.client(), "ListTrustAnchors", {})
        REPORT.check("ListTrustAnchors: from memory", code is None, code)
    for operation, request in requests.items():
        code = call(service, service.client(), operation, request)
        REPORT.check(f"{operation}: available again", code is None, code)


@contextlib.contextmanager
def locked(database):
    connection = sqlite3.connect(database, timeout=30, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


# --- constraints ---------------------------------------------------------------------------------


def walk_constraints(service, world):
    client = service.client()
    world.reuse()
    for operation in MODEL.operation_names:
        shape = MODEL.operation_model(operation).input_shape
        for path, member in constrained(shape):
            for good, label, value in sides(world, path, member):
                request = placed(world.full(operation), path, value)
                code = call(service, client, operation, request)
                name = f"{operation}: {'.'.join(path)}: {label}"
                if good:
                    REPORT.check(name, code != "ValidationException", service.raw["body"])
                else:
                    REPORT.check(name, code == "ValidationException", code)


def constrained(shape, path=()):
    """The paths of what has a constraint in an input shape."""
    kind = shape.type_name
    if kind == "structure":
        for name, member in shape.members.items():
            yield from constrained(member, path + (name,))
    elif kind == "list":
        if {"min", "max"} & shape.metadata.keys():
            yield path, shape
        yield from constrained(shape.member, path + ("[]",))
    elif {"min", "max", "pattern", "enum"} & shape.metadata.keys():
        yield path, shape


def walk_required(service, world):
    """Each required member left out of a full request."""
    client = service.client()
    for operation in MODEL.operation_names:
        for path in required(MODEL.operation_model(operation).input_shape):
            request = without(world.full(operation), path)
            if request is not None:
                code = call(service, client, operation, request)
                name = f"{operation}: {'.'.join(path)}: left out"
                REPORT.check(name, code == "ValidationException", code)


def required(shape, path=()):
    """The paths of the required members of an input shape that are not in the URL's path."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            in_path = member.serialization.get("location") == "uri"
            if name in shape.required_members and not in_path:
                yield path + (name,)
            yield from required(member, path + (name,))
    elif shape.type_name == "list":
        yield from required(shape.member, path + ("[]",))


def without(value, path):
    """The value less what is at the path; None where nothing is there."""
    head, rest = path[0], path[1:]
    if head == "[]":
        inner = without(value[0], rest) if value else None
        return None if inner is None else [inner] + value[1:]
    if not value or head not in value:
        return None
    if not rest:
        return {k: v for k, v in value.items() if k != head}
    inner = without(value[head], rest)
    return None if inner is None else value | {head: inner}


# What only this service can tell to be valid or not, so that the value inside is no plain text.
FILLERS = {
    "x509CertificateData": lambda world, size: padded(world.materials["ca_pem"], size),
    "crlData": lambda world, size: padded(world.materials["crl_pem"], size).encode(),
    "sessionPolicy": lambda world, size: padded(json.dumps(POLICY), size),
}


def padded(text, size):
    return text + "\n" * (size - len(text))


def sides(world, path, shape):
    """Values at and beyond each bound: (allowed, what it is, the value)."""
    if shape.type_name == "list":
        yield from list_sides(world, path, shape)
    elif shape.type_name == "integer":
        low, high = shape.metadata["min"], shape.metadata["max"]
        yield from ((True, "min", low), (True, "max", high))
        yield from ((False, "below min", low - 1), (False, "above max", high + 1))
    else:
        yield from text_sides(world, path, shape)


def list_sides(world, path, shape):
    element = {
        "roleArns": lambda i: f"arn:aws:iam::{world.materials['account']}:role/r{i}",
        "managedPolicyArns": lambda i: f"arn:aws:iam::aws:policy/p{i}",
        "tags": lambda i: {"key": f"k{i}", "value": ""},
        "tagKeys": lambda i: f"k{i}",
        "notificationSettings": lambda i: {"event": "CA_CERTIFICATE_EXPIRY", "enabled": False},
        "notificationSettingKeys": lambda i: {"event": "CA_CERTIFICATE_EXPIRY"},
    }[path[-1]]
    high = shape.metadata["max"]
    yield True, "empty", []
    if path[-1] != "notificationSettings":  # Naming an event 50 times is refused for that.
        yield True, "max", [element(i) for i in range(high)]
    yield False, "above max", [element(i) for i in range(high + 1)]


def text_sides(world, path, shape):
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max")
    if "enum" in shape.metadata:
        for value in shape.metadata["enum"]:
            yield value != "AWS_ACM_PCA", "enum " + value, value
        yield False, "no enum value", "NOTHING"
        yield False, "no enum value", ""
        return
    if high is not None:
        fill = FILLERS.get(path[-1])
        longest = fill(world, high) if fill else text_of(world, path, shape, high)
        if longest is not None:
            yield True, "max", longest
        too_long = fill(world, high + 1) if fill else text_of(world, path, shape, high + 1)
        yield False, "above max", too_long or "a" * (high + 1)
    in_path = path[-1] in ("trustAnchorId", "profileId", "crlId", "subjectId")
    if low and not in_path:
        yield False, "below min", b"" if shape.type_name == "blob" else ""
        shortest = text_of(world, path, shape, low)
        if shortest is not None and path[-1] not in FILLERS:
            yield True, "min", shortest
    elif not in_path:
        yield True, "min", ""
    if "pattern" in shape.metadata:
        for value in ("\u00e9\u00e9", "a*b", "!", "a\nb"):
            if not re.fullmatch(shape.metadata["pattern"], value):
                yield False, f"no match {value!r}", value


def text_of(world, path, shape, size):
    """A text of that size that matches the shape's pattern; None where there is none."""
    pattern = shape.metadata.get("pattern")
    if pattern is None:
        return None if path[-1] == "nextToken" else unlike(size)
    account = f"{world.materials['region']}:{world.materials['account']}"
    for head in (
        "",
        "arn:aws:iam::123456789012:role/",
        f"arn:aws:rolesanywhere:{account}:trust-anchor/",
        f"arn:aws:rolesanywhere:{account}:profile/",
        f"arn:aws:rolesanywhere:{account}:crl/",
    ):
        text = head + unlike(size - len(head)) if size > len(head) else ""
        if len(text) == size and re.fullmatch(pattern, text):
            return text
    return None


def unlike(size):
    """A text of that size that was never used before, where it is long enough for that."""
    return ("a" + uuid.uuid4().hex * (size // 32 + 1))[:size]


def placed(request, path, value):
    """The request with the value at the path."""
    head, rest = path[0], path[1:]
    if head == "[]":
        first = request[0] if request else {}
        return [placed(first, rest, value)] if rest else [value]
    request = dict(request) if request else {}
    request[head] = placed(request.get(head), rest, value) if rest else value
    return request


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        service = Service(json.load(file))
    world = World(service)
    walk_operations(service, world)
    walk_errors(service, world)
    if service.materials.get("database"):
        walk_unavailability(service, world)
    walk_constraints(service, world)
    walk_required(service, world)
    return 1 if REPORT.failures else 0


if __name__ == "__main__":
    sys.exit(main())
