"""Looks at Kubernetes manifests for the tests.

manifests.py validate SCHEMAS VERSION FILE...   each resource against Kubernetes' schemas of that version, unknown fields refused;
                                                custom resources against KIND.json in the folder SCHEMAS
manifests.py json FILE                          the file's documents as a JSON list
"""

import json
import pathlib
import sys

import jsonschema
import kubernetes_validate
import yaml


def documents(file):
    return [document for document in yaml.safe_load_all(pathlib.Path(file).read_text()) if document]


def fault(document, schemas, version):
    own = pathlib.Path(schemas, document["kind"].lower() + ".json")
    try:
        if own.exists():
            jsonschema.Draft7Validator(json.loads(own.read_text())).validate(document)
        else:
            kubernetes_validate.validate(document, version, strict=True)
    except jsonschema.ValidationError as error:
        return "/".join(map(str, error.absolute_path)) + ": " + error.message
    except kubernetes_validate.SchemaNotFoundError as error:
        return error.message
    return None


def validate(schemas, version, *files):
    count, faults = 0, 0
    for file in files:
        for document in documents(file):
            count += 1
            wrong = fault(document, schemas, version)
            if wrong:
                faults += 1
                print(f"{file}: {document['kind']} {document['metadata']['name']}: {wrong}", file=sys.stderr)
    print(count)
    return 1 if faults or not count else 0


if sys.argv[1] == "validate":
    sys.exit(validate(*sys.argv[2:]))
json.dump(documents(sys.argv[2]), sys.stdout)
