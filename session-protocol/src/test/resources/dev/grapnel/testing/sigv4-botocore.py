"""Makes sigv4-botocore.json: requests that botocore signed, for the tests of this package.

Recipe:  python3 -m venv v && v/bin/pip install botocore==1.44.5
         v/bin/python sigv4-botocore.py > sigv4-botocore.json

Nothing here is a secret: the keys are made up and open no door.
"""

import datetime
import json
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session

ACCESS_KEY = "AKIATESTVECTOR000001"
SECRET_KEY = "of/the+vectors=alone0123456789abcdefghij"
TOKEN = "made/up+session=token" * 4
NOW = datetime.datetime(2026, 11, 24, 10, 51, 19)

botocore.auth.get_current_datetime = lambda remove_tzinfo=True: NOW
vectors = []


def credentials(token):
    return botocore.credentials.Credentials(ACCESS_KEY, SECRET_KEY, token)


def keep(name, service, region, token, request):
    url = urllib.parse.urlsplit(request.url)
    body = request.body or b""
    if isinstance(body, str):
        body = body.encode()
    headers = [[k, v.decode() if isinstance(v, bytes) else str(v)] for k, v in request.headers.items()]
    if not any(k.lower() == "host" for k, _ in headers):
        headers.append(["Host", url.netloc])
    vectors.append(
        {
            "name": name,
            "service": service,
            "region": region,
            "token": token or "",
            "method": request.method,
            "path": url.path or "/",
            "query": url.query,
            "headers": headers,
            "body": body.decode(),
        }
    )


def sign(name, method, path, query="", headers=None, body=b"", token=None, presign=False,
         service="rolesanywhere", region="us-east-1"):
    url = "http://localhost:8443" + path + ("?" + query if query else "")
    request = botocore.awsrequest.AWSRequest(method=method, url=url, headers=headers or {}, data=body)
    signer = botocore.auth.SigV4QueryAuth if presign else botocore.auth.SigV4Auth
    signer(credentials(token), service, region).add_auth(request)
    keep(name, service, region, token, request.prepare())


JSON = {"Content-Type": "application/json"}
sign("plain get", "GET", "/trustanchors")
sign("post of json", "POST", "/trustanchors", headers=JSON, body=b'{"name":"a"}')
sign("session token", "GET", "/profiles", token=TOKEN)
sign("query sorted", "GET", "/trustanchors", "pageSize=5&nextToken=abc%2F%3D%2B&a-b=1&a=2&a=1")
sign("query without values", "GET", "/crls", "b&a=")
sign("query of an arn", "GET", "/ListTagsForResource",
     "resourceArn=arn%3Aaws%3Arolesanywhere%3Aus-east-1%3A123456789012%3Atrust-anchor%2F1")
sign("query of letters beyond ascii", "GET", "/subjects", "q=%C3%A4%E2%82%AC")
sign("path encoded", "GET", "/trustanchor/a%20b%2Fc%C3%A4")
sign("path with reserved characters", "GET", "/trustanchor/a:b@c;d=e,f!$&'()*+")
sign("path with dots and slashes", "GET", "/a/./b//c/../d/")
sign("path with a tilde", "GET", "/~a/b_c-d.e")
sign("header values folded", "GET", "/trustanchors", headers={"X-Blanks": "  a   b \t c  ", "X-Empty": ""})
sign("content hash", "POST", "/", headers={"X-Amz-Content-SHA256":
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}, service="sts")
sign("body beyond ascii", "POST", "/profiles", headers=JSON, body='{"name":"ä€"}'.encode())
sign("other region", "GET", "/profiles", region="eu-central-1")
sign("presigned", "GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", presign=True, service="sts")
sign("presigned with token", "GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", token=TOKEN,
     presign=True, service="sts")
sign("presigned with header", "GET", "/trustanchors", headers={"X-Other": "1"}, presign=True)


def client(service, token=None, region="us-east-1"):
    session = botocore.session.Session()
    session.set_credentials(ACCESS_KEY, SECRET_KEY, token)
    made = session.create_client(service, region_name=region, endpoint_url="http://localhost:8443")

    def answer(request, **_):
        keep(made.meta.method_to_api_mapping.get("", "") or answer.name, service, region, token, request)
        return botocore.awsrequest.AWSResponse(request.url, 200, {"content-type": "application/json"},
                                               Raw(b"{}" if service == "rolesanywhere" else XML))

    made.meta.events.register("before-send", answer)
    made.named = lambda name: setattr(answer, "name", name) or made
    return made


XML = (b'<X xmlns="x"><GetCallerIdentityResult/><CreateRoleResult/><ListRolesResult/>'
       b'<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></X>')


class Raw:
    def __init__(self, content):
        self.content = content

    def stream(self, *_, **__):
        yield self.content

    def read(self, *_, **__):
        return self.content


ROLES_ANYWHERE = client("rolesanywhere")
ROLES_ANYWHERE.named("client CreateTrustAnchor").create_trust_anchor(
    name="anchor", enabled=True,
    source={"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": "-----BEGIN"}},
    tags=[{"key": "owner", "value": "ä team"}])
ROLES_ANYWHERE.named("client ListTrustAnchors").list_trust_anchors(pageSize=10, nextToken="a/b+c=")
ROLES_ANYWHERE.named("client GetProfile").get_profile(profileId="a1b2c3d4-5678-90ab-cdef-111122223333")
ROLES_ANYWHERE.named("client ListTagsForResource").list_tags_for_resource(
    resourceArn="arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/a1b2c3d4-5678-90ab-cdef-111122223333")
ROLES_ANYWHERE.named("client DeleteAttributeMapping").delete_attribute_mapping(
    profileId="a1b2c3d4-5678-90ab-cdef-111122223333", certificateField="x509SAN", specifiers=["DNS", "Name/CN"])
client("sts").named("client GetCallerIdentity").get_caller_identity()
client("sts", token=TOKEN).named("client GetCallerIdentity, session").get_caller_identity()
client("iam").named("client CreateRole").create_role(
    RoleName="demo", Path="/a/", AssumeRolePolicyDocument='{"Version":"2012-10-17","Statement":[]}',
    Description="a b+c&d=ä")

url = client("sts", token=TOKEN).named("x").generate_presigned_url("get_caller_identity", ExpiresIn=900, HttpMethod="GET")
keep("client presigned GetCallerIdentity", "sts", "us-east-1", TOKEN,
     botocore.awsrequest.AWSRequest(method="GET", url=url).prepare())

print(json.dumps({"accessKeyId": ACCESS_KEY, "secretAccessKey": SECRET_KEY,
                  "signedAt": NOW.isoformat() + "Z", "vectors": vectors}, indent=1, ensure_ascii=True))
