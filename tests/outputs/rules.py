"""Rule files against their JSON Schema: what rcheck loads is valid, what has a fault of form is not."""
import glob
import json
import re
import sys

import jsonschema
import yaml
from jsonschema.exceptions import best_match

FAULTY = ["choices", "keys", "parameters", "phrases", "tests", "types"]

schema = json.load(open("rules/schema.json", encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
failed = 0


def check(name, text, wanted):
    global failed
    error = best_match(validator.iter_errors(yaml.safe_load(text)))
    if bool(error) == wanted:
        failed += 1
        print(f"{name}: {error.json_path + ': ' + error.message if error else 'the schema does not reject it'}")


packs = sorted(glob.glob("rules/zh/*.yaml")) + ["fixtures/rules/own.yaml", "fixtures/rules/off.yaml"]
for path in packs:
    check(path, open(path, encoding="utf-8").read(), True)
guide = open("rules/README.md", encoding="utf-8").read()
examples = re.findall(r"^```yaml\n(.*?)^```$", guide, re.M | re.S)
for number, example in enumerate(examples, 1):
    check(f"rules/README.md, example {number}", example, True)
for name in FAULTY:
    path = f"fixtures/rules-broken/{name}.yaml"
    check(path, open(path, encoding="utf-8").read(), False)
print(f"{len(packs) + len(examples) + len(FAULTY) - failed} rule files as they should be, {failed} not")
sys.exit(failed > 0)
