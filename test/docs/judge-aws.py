"""Judges commands of the AWS CLI by botocore's models: a JSON list of words a line, such as ["iam", "create-policy", "--policy-name", "x"].

Answers a line for each: what is wrong, or nothing. It knows the CLI's names of operations and options, the options that are required, JSON
and shorthand, and JMESPath of --query. What the CLI adds to the services is listed here.
"""
import json
import re
import sys

import jmespath
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.session import Session
from botocore.validate import ParamValidator

#: Options of every command, with whether they take a value.
GLOBAL = {"region": 1, "query": 1, "output": 1, "profile": 1, "endpoint-url": 1, "no-cli-pager": 0, "cli-input-json": 1, "no-paginate": 0}
#: Commands of the CLI's own, with their options.
OWN = {
    ("cloudformation", "deploy"): {"stack-name", "template-file", "capabilities", "parameter-overrides", "no-fail-on-empty-changeset"},
    ("sso", "login"): {"no-browser", "sso-session"},
}
#: Options that the CLI calls otherwise, since it has an option of its own with their name.
RENAMED = {("sns", "subscribe"): {"notification-endpoint": "endpoint"}}
SESSION = Session()


def judge(words):
    if len(words) < 2:
        return "a command is a service and an operation"
    (service, command), options = words[:2], read_options(words[2:])
    if isinstance(options, str):
        return options
    if "query" in options:
        jmespath.compile(options["query"][0])
    renamed = RENAMED.get((service, command), {})
    own = {renamed.get(name, name): values for name, values in options.items() if name not in GLOBAL}
    if (service, command) in OWN:
        return ", ".join(f"'{command}' does not take --{name}" for name in own if name not in OWN[service, command])
    try:
        model = SESSION.get_service_model(service)
    except UnknownServiceError:
        return f"there is no service '{service}'"
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    if command not in operations:
        return f"'{service}' has no '{command}'"
    shape = model.operation_model(operations[command]).input_shape
    members = {xform_name(name, "-"): (name, member) for name, member in shape.members.items()} if shape else {}
    parameters = {}
    for option, values in own.items():
        positive = option.removeprefix("no-")
        if option not in members and positive in members and members[positive][1].type_name == "boolean":
            parameters[members[positive][0]] = False
        elif option not in members:
            return f"'{service} {command}' does not take --{option}"
        else:
            name, member = members[option]
            parameters[name] = read(values, member)
    return ParamValidator().validate(parameters, shape).generate_report() if shape else ""


def read_options(words):
    options, name = {}, None
    for word in words:
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            options[name] = [value] if value else []
        elif name is None:
            return f"'{word}' belongs to no option"
        else:
            options[name].append(word)
    return options


def read(values, shape):
    """The words after an option, as botocore takes them."""
    if shape.type_name == "boolean":
        return True
    if len(values) == 1 and re.match(r"fileb?://", values[0]):
        return stand_in(shape)
    if len(values) == 1 and values[0][:1] in ("[", "{") and shape.type_name in ("list", "map", "structure"):
        return json.loads(values[0])
    if shape.type_name == "list":
        items = values[0].split(",") if len(values) == 1 and shape.member.type_name == "string" else values
        return [read([item], shape.member) for item in items]
    if shape.type_name in ("structure", "map"):
        return read_shorthand(values[0], shape)
    if len(values) != 1:
        raise ValueError(f"one value, not {values}")
    return {"integer": int, "long": int, "float": float, "double": float}.get(shape.type_name, str)(values[0])


def read_shorthand(text, shape):
    """Key=value,Key=value,value: what has no key belongs to the list before it."""
    result, key = {}, None
    for part in text.split(","):
        name, equals, value = part.partition("=")
        if equals:
            key = name
            result[key] = [value]
        else:
            result[key].append(part)
    member = (lambda name: shape.value) if shape.type_name == "map" else shape.members.get
    return {name: read(values, member(name)) if member(name) else values for name, values in result.items()}


def stand_in(shape):
    return {"structure": dict, "map": dict, "list": list, "blob": bytes}.get(shape.type_name, lambda: "from a file")()


for line in sys.stdin:
    try:
        print((judge(json.loads(line)) or "").replace("\n", "; "))
    except (ValueError, KeyError, jmespath.exceptions.JMESPathError) as error:
        print(f"{type(error).__name__}: {str(error).splitlines()[0]}")
