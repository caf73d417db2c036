"""Judges requests by botocore's model of a service, one JSON document a line: {"operation": …, "parameters": {…}}.

    judge-calls.py SERVICE

Answers a line for each: a JSON list of what is wrong. botocore itself leaves lengths' upper ends, values and patterns to the service.
"""
import json
import re
import sys

from botocore.session import Session
from botocore.validate import ParamValidator

MODEL = Session().get_service_model(sys.argv[1])


def beyond(value, shape, path):
    longest = shape.metadata.get("max")
    if longest is not None and shape.type_name in ("string", "list", "map") and len(value) > longest:
        unit = "characters" if shape.type_name == "string" else "entries"
        yield f"{path} has {len(value)} {unit}, at most {longest}"
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, inner in value.items():
            if name in shape.members:
                yield from beyond(inner, shape.members[name], f"{path}.{name}".lstrip("."))
    elif shape.type_name == "list":
        for index, inner in enumerate(value):
            yield from beyond(inner, shape.member, f"{path}[{index}]")
    elif shape.type_name == "map":
        for key, inner in value.items():
            yield from beyond(key, shape.key, f"{path} (key: {key})")
            yield from beyond(inner, shape.value, f"{path}.{key}")
    elif shape.type_name == "string" and isinstance(value, str):
        pattern, values = shape.metadata.get("pattern"), shape.metadata.get("enum")
        if pattern and not re.fullmatch(pattern, value):
            yield f"{path} does not match {pattern}"
        if values and value not in values:
            yield f"{path} is none of {', '.join(values)}"


for line in sys.stdin:
    request = json.loads(line)
    shape = MODEL.operation_model(request["operation"]).input_shape
    report = ParamValidator().validate(request["parameters"], shape).generate_report()
    print(json.dumps([*filter(None, report.split("\n")), *([] if report else beyond(request["parameters"], shape, ""))]))
