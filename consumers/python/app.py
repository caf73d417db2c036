"""The Cape Town example, `examples/cape-town-app.ts`, once more in Python: construct by construct, with the same IDs.

Synthesize it with `cdk synth --app "python3 consumers/python/app.py"`, where cdk-bedrock-cris and aws-cdk-lib are
installed. With `--check` it also tries what only Python can show: how errors arrive, and decisions from the template.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from aws_cdk import App, CfnElement, Duration, Environment, Stack, aws_iam as iam
from cdk_bedrock_cris import (
    ClaudeModel,
    GlobalClaudeAccess,
    InvocationOutcome,
    InvocationRequest,
    InvocationSimulator,
    PolicySource,
)
from constructs import Construct


class CapeTownStack(Stack):
    """Three callers in Cape Town, each with its own models."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)

        # One caller: three statements in its own inline policy.
        self.summarizer = iam.Role(self, "Summarizer", assumed_by=self._service("lambda"))
        summaries = GlobalClaudeAccess(self, "Summaries", models=[ClaudeModel.HAIKU_4_5], streaming=False)
        summaries.grant_invoke(self.summarizer)

        # Many callers: one managed policy that they share.
        assistant = iam.Role(self, "Assistant", assumed_by=self._service("ecs-tasks"))
        chats = GlobalClaudeAccess(self, "Chats", models=[ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5])
        chats.attach_to(assistant)

        # People: the role is created with the access.
        corporate = iam.SamlProvider.from_saml_provider_arn(
            self,
            "Corporate",
            self.format_arn(service="iam", region="", resource="saml-provider", resource_name="corporate"),
        )
        GlobalClaudeAccess(
            self,
            "Engineers",
            models=[ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
            assumed_by=iam.SamlConsolePrincipal(corporate),
            max_session_duration=Duration.hours(8),
        )

    def _service(self, name: str) -> iam.IPrincipal:
        """A service that may assume a role for resources of this account only."""
        return iam.ServicePrincipal(
            f"{name}.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": self.account}}
        )


def check_errors() -> None:
    """A wrong argument must fail with the library's own sentence, not with one of the language bridge."""
    refused(
        lambda: ClaudeModel.of("global.anthropic.claude-opus-5"),
        "'modelId' must be the model's own ID, not that of its 'global' inference profile; "
        'use "anthropic.claude-opus-5", got: "global.anthropic.claude-opus-5"',
    )
    refused(
        lambda: GlobalClaudeAccess(Stack(App(), "Empty"), "Access", models=[]),
        "Empty/Access: 'models' must name at least one model, got: []. For example [ClaudeModel.SONNET_5_5]",
    )


def refused(attempt: Callable[[], object], sentence: str) -> None:
    try:
        attempt()
    except RuntimeError as error:
        # The language bridge puts the class of the error in front, for methods but not for constructors.
        expect(str(error).removeprefix("Error: "), sentence, f"refused: {sentence}")
    else:
        sys.exit(f"not refused, though it should be with: {sentence}")


def check_decisions(stack: CapeTownStack, template: Mapping[str, Any]) -> None:
    """The summarizer's policy, as the template states it, must allow the whole answer and not the streamed one."""
    role = {"Ref": stack.get_logical_id(element_of(stack.summarizer))}
    policies = [
        PolicySource.from_json(name, resource["Properties"]["PolicyDocument"])
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::IAM::Policy" and role in resource["Properties"]["Roles"]
    ]
    simulator = InvocationSimulator(identity_policies=policies)
    for streaming, outcome in [(False, InvocationOutcome.ALLOWED), (True, InvocationOutcome.IMPLICITLY_DENIED)]:
        decision = simulator.decide(
            InvocationRequest.global_profile(
                ClaudeModel.HAIKU_4_5, account=stack.account, source_region=stack.region, streaming=streaming
            )
        )
        form = "streaming" if streaming else "whole"
        legs = ", ".join(f"{leg.leg.name} by {leg.sid or 'no statement'}" for leg in decision.legs)
        expect(decision.outcome, outcome, f"decided: the {form} call is {outcome.name} ({legs})")


def element_of(construct: Construct) -> CfnElement:
    element = construct.node.default_child
    assert isinstance(element, CfnElement)
    return element


def expect(actual: object, expected: object, line: str) -> None:
    if actual != expected:
        sys.exit(f"expected: {expected}\n     got: {actual}")
    print(line)


app = App()
cape_town = CapeTownStack(app, "CapeTown", env=Environment(account="111122223333", region="af-south-1"))
assembly = app.synth()

if "--check" in sys.argv[1:]:
    check_errors()
    check_decisions(cape_town, assembly.get_stack_by_name(cape_town.stack_name).template)
