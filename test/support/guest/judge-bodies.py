"""Judges bodies of PutModelInvocationLoggingConfiguration, one JSON document a line, by botocore's model of Amazon Bedrock.

Answers a line for each: a JSON list of what is wrong. botocore itself leaves lengths' upper ends and patterns to the service.
"""
import json
import re
import sys

from botocore.session import Session
from botocore.validate import ParamValidator

SHAPE = Session().get_service_model("bedrock").operation_model("PutModelInvocationLoggingConfiguration").input_shape


def beyond(value, shape, path):
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, inner in value.items():
            if name in shape.members:
                yield from beyond(inner, shape.members[name], f"{path}.{name}".lstrip("."))
    elif shape.type_name == "string" and isinstance(value, str):
        longest, pattern = shape.metadata.get("max"), shape.metadata.get("pattern")
        if longest is not None and len(value) > longest:
            yield f"{path} has {len(value)} characters, at most {longest}"
        if pattern and not re.fullmatch(pattern, value):
            yield f"{path} does not match {pattern}"


for line in sys.stdin:
    body = json.loads(line)
    report = ParamValidator().validate(body, SHAPE).generate_report()
    print(json.dumps([*filter(None, report.split("\n")), *beyond(body, SHAPE, "")]))
