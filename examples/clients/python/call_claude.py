"""For developers who write a service or a script with boto3.

Creates no resources. It asks Claude by a global profile, in three ways: Converse, ConverseStream and InvokeModel. The first argument is a
file that stays the same from call to call, such as a handbook, and is cached. The second is a question about it.

Run it: pip install boto3 && python call_claude.py handbook.md 'Who approves a refund?'
Read more: ../README.md, which also says where the environment variables come from.
"""
import json
import os
import re
import shlex
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError


def setting(name, what, parse=str):
    value = os.environ.get(name, "").strip()
    try:
        return parse(value) if value else sys.exit(f"{name} is not set: export {name}=…, {what}")
    except ValueError:
        sys.exit(f"{name} must be {what}, got: {value}")


def parse_tokens(text):
    if not re.fullmatch("[1-9][0-9]{0,8}", text):  # int() takes signs, underscores and 0 as well
        raise ValueError
    return int(text)


def parse_metadata(text):
    entries = json.loads(text)
    if not isinstance(entries, dict) or not 1 <= len(entries) <= 16 or not all(isinstance(value, str) for value in entries.values()):
        raise ValueError
    return entries


# No defaults: with another Region or model than the granted one, the call fails or someone else pays for it.
REGION = setting("AWS_REGION", "the Region from which you call, such as af-south-1")  # boto3 itself reads AWS_DEFAULT_REGION only
MODEL = setting("ANTHROPIC_MODEL", "the ID of a global inference profile, or the ARN of an application inference profile")
SMALL_MODEL = setting("ANTHROPIC_SMALL_FAST_MODEL", "the same for the model that does small work in the background")
# Bedrock reserves this many tokens when a call starts. Without it, Bedrock reserves the longest possible answer: 64,000 or more.
MAX_TOKENS = setting("CLAUDE_MAX_TOKENS", "the max_tokens of the quota plan, a whole number", parse_tokens)
# Recorded with each call if invocation logging is on.
METADATA = setting("CLAUDE_REQUEST_METADATA", """JSON of 1 to 16 texts, such as '{"team": "refunds"}'""", parse_metadata)

CONFIG = Config(
    read_timeout=600,  # seconds without data, and an answer comes whole: boto3's 60 end a long one, and you pay for the retry
    retries={"mode": "standard"},  # older boto3 has "legacy"; AWS_MAX_ATTEMPTS=5 raises the 3 attempts
)


def converse(bedrock, handbook, question):
    answer = bedrock.converse(**converse_request(handbook, question))
    content = answer["output"]["message"]["content"]  # blocks of reasoning may precede the text
    print("".join(block.get("text", "") for block in content))
    report("Converse", answer["usage"], answer["stopReason"])


def converse_stream(bedrock, handbook, question):
    usage, stop_reason = None, None
    for event in bedrock.converse_stream(**converse_request(handbook, question))["stream"]:
        if "contentBlockDelta" in event:
            print(event["contentBlockDelta"]["delta"].get("text", ""), end="", flush=True)
        elif "messageStop" in event:
            stop_reason = event["messageStop"]["stopReason"]
        elif "metadata" in event:
            usage = event["metadata"]["usage"]
    print()
    if usage is None or stop_reason is None:
        sys.exit("ConverseStream: the stream broke off, so the answer is not whole: ask again")
    report("ConverseStream", usage, stop_reason)


def converse_request(handbook, question):
    return {
        "modelId": MODEL,
        # The constant text comes first, then the cache point. The cache lasts 5 minutes from its last use; "ttl": "1h" keeps it for an hour.
        "system": [{"text": handbook}, {"cachePoint": {"type": "default"}}],
        "messages": [{"role": "user", "content": [{"text": question}]}],
        "inferenceConfig": {"maxTokens": MAX_TOKENS},
        "requestMetadata": METADATA,
    }


def invoke_model(bedrock, handbook, question):
    body = {
        "anthropic_version": "bedrock-2023-05-31",  # the only version that Bedrock takes; the model is in the path
        "max_tokens": MAX_TOKENS,
        "system": [{"type": "text", "text": handbook, "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content": f"Write a title of five words at most for this question: {question}"}],
    }
    response = bedrock.invoke_model(
        modelId=SMALL_MODEL, contentType="application/json", accept="application/json", body=json.dumps(body),
        requestMetadata=json.dumps(METADATA),  # a header here; boto3 before mid-2026 does not know it
    )
    answer = json.loads(response["body"].read())
    print("".join(block["text"] for block in answer["content"] if block["type"] == "text"))
    usage = answer["usage"]
    report("InvokeModel", {
        "inputTokens": usage["input_tokens"], "outputTokens": usage["output_tokens"],
        "cacheWriteInputTokens": usage.get("cache_creation_input_tokens", 0),
        "cacheReadInputTokens": usage.get("cache_read_input_tokens", 0),
    }, answer["stop_reason"])


def report(operation, usage, stop_reason):
    written, read = usage.get("cacheWriteInputTokens", 0), usage.get("cacheReadInputTokens", 0)
    print(f"{operation}: {usage['inputTokens']} input, {written} written to the cache, {read} read from it, {usage['outputTokens']} output")
    if written + read == 0:
        warn(operation, "nothing was cached: the file is shorter than the model's minimum, 512 to 4,096 tokens, of which no error tells")
    if stop_reason == "max_tokens":
        warn(operation, f"the answer is cut off at CLAUDE_MAX_TOKENS={MAX_TOKENS}: raise it in the quota plan")
    elif stop_reason != "end_turn":
        warn(operation, f"the answer ended by {stop_reason}")


def warn(operation, text):
    print(f"{operation}: {text}", file=sys.stderr)


def explain(error):
    code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
    code = code[:1].upper() + code[1:]  # inside a stream it begins in lower case, and boto3 never retries it
    lines = [f"{code}: {message}"]
    if code == "ThrottlingException":
        lines.append(f"Each call reserves its input and CLAUDE_MAX_TOKENS={MAX_TOKENS}: npx cdk-bedrock-cris quota says what fits")
    if "on-demand throughput" in message:
        lines.append("ANTHROPIC_MODEL and ANTHROPIC_SMALL_FAST_MODEL take the ID of a profile: global. and the model's ID")
    if len(lines) > 1 or code == "AccessDeniedException":
        lines.append(f"Why, and what to do: npx cdk-bedrock-cris explain --error {shlex.quote(lines[0])}")
    return "\n".join(lines)


def read_text(file):
    try:
        with open(file, encoding="utf-8") as text:
            return text.read()
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"{file} cannot be read as text: {error}")


def main(file, question):
    bedrock = boto3.client("bedrock-runtime", region_name=REGION, config=CONFIG)
    handbook = read_text(file)
    for call in (converse, converse_stream, invoke_model):
        call(bedrock, handbook, question)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python call_claude.py FILE QUESTION")
    try:
        main(*sys.argv[1:])
    except ClientError as error:  # Bedrock refused, or broke off a stream
        sys.exit(explain(error))
    except (BotoCoreError, HTTPError) as error:  # no credentials, no connection, no answer in time; urllib3's if a stream broke off
        sys.exit(f"There is no answer, or not all of it: {error}")
