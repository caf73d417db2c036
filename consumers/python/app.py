"""The app of `consumers/typescript/app.ts` once more in Python: construct by construct, with the same IDs.

It writes its cloud assembly into `CDK_OUTDIR`, and into `returned.json` beside it what methods return.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aws_cdk import (
    App,
    CfnOutput,
    Duration,
    Environment,
    RemovalPolicy,
    Stack,
    Tags,
    aws_cloudwatch_actions as actions,
    aws_ec2 as ec2,
    aws_iam as iam,
    aws_lambda as lambda_,
    aws_logs as logs,
    aws_sns as sns,
)
from cdk_bedrock_cris import (
    ApplicationProfile,
    BedrockLoggingConfig,
    ClaudeBatchAccess,
    ClaudeCaller,
    ClaudeModel,
    ClaudeProject,
    ClientSettingsFormat,
    GlobalClaudeAccess,
    GlobalCrisDenyGuard,
    GlobalCrisValidation,
    GuardTarget,
    InferenceRoute,
    InvocationDashboard,
    InvocationDecision,
    InvocationMetrics,
    InvocationQueries,
    InvocationRequest,
    InvocationSimulator,
    LoggingRemoval,
    ModelEnablement,
    PolicySource,
    PromptRecording,
    QuotaPlan,
    RegionDenyPolicy,
    RequiredGuardrail,
    ServiceControlPolicyLevel,
    TokenQuotaIncrease,
    TokenQuotas,
)
from constructs import Construct

CAPE_TOWN = Environment(account="111122223333", region="af-south-1")
MANAGEMENT = Environment(account="999988887777", region="us-east-1")


def service(stack: Stack, name: str) -> iam.IPrincipal:
    """A service that may assume a role for resources of this account only."""
    return iam.ServicePrincipal(
        f"{name}.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": stack.account}}
    )


class AccessStack(Stack):
    """Who may call: an inline grant, a shared policy, a created role, callers from elsewhere, a guardrail, a private
    endpoint."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        summarizer = iam.Role(self, "Summarizer", assumed_by=service(self, "lambda"))
        self.summaries = GlobalClaudeAccess(self, "Summaries", models=[ClaudeModel.HAIKU_4_5], streaming=False)
        self.summaries.grant_invoke(summarizer)

        assistant = iam.Role(self, "Assistant", assumed_by=service(self, "ecs-tasks"))
        chats = GlobalClaudeAccess(
            self,
            "Chats",
            models=[ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
            project=ClaudeProject.named("chats"),
        )
        chats.attach_to(assistant)

        GlobalClaudeAccess(
            self,
            "Engineers",
            models=[
                ClaudeModel.OPUS_5_5,
                ClaudeModel.of("anthropic.claude-next-1", source_regions=["af-south-1"]),
            ],
            assumed_by=ClaudeCaller.saml(
                provider=iam.SamlProvider.from_saml_provider_arn(
                    self, "Corporate", "arn:aws:iam::111122223333:saml-provider/corporate"
                )
            ),
            max_session_duration=Duration.hours(8),
        )
        GlobalClaudeAccess(
            self,
            "Workflow",
            models=[ClaudeModel.SONNET_5_5],
            assumed_by=ClaudeCaller.git_hub(
                owner="octo-org",
                owner_id="123456",
                repository="octo-repo",
                repository_id="456789",
                environment="production",
            ),
        )
        people = GlobalClaudeAccess(
            self, "People", models=[ClaudeModel.SONNET_5_5], managed_policy_name="claude-people"
        )
        for policy in people.customer_managed_policies:
            CfnOutput(self, "PeoplePolicy", value=f"{policy.path}{policy.name}")

        reviews = GlobalClaudeAccess(
            self,
            "Reviews",
            models=[ClaudeModel.OPUS_5_5],
            role=iam.Role(self, "Reviewer", assumed_by=service(self, "lambda")),
            required_guardrails=[
                RequiredGuardrail(
                    guardrail_arn="arn:aws:bedrock:af-south-1:111122223333:guardrail/abc123def456",
                    guardrail_version="1",
                )
            ],
        )
        vpc = ec2.Vpc(
            self,
            "Vpc",
            availability_zones=["af-south-1a"],
            nat_gateways=0,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
            ],
        )
        endpoint = vpc.add_interface_endpoint(
            "BedrockRuntime", service=ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME, open=False
        )
        reviews.restrict_endpoint(endpoint)


class TeamStack(Stack):
    """A team that pays for its own calls, its function with the settings that match, and its dashboard."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        profile = ApplicationProfile(self, "Billing", model=ClaudeModel.SONNET_5_5)
        Tags.of(profile).add("team", "billing")
        access = GlobalClaudeAccess(self, "Access", application_profiles=[profile])
        fn = lambda_.Function(
            self,
            "Summarizer",
            runtime=lambda_.Runtime.PYTHON_3_14,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context): return event"),
            log_group=logs.LogGroup(self, "SummarizerLog", removal_policy=RemovalPolicy.DESTROY),
        )
        assert fn.role is not None
        access.attach_to(fn.role)
        settings = access.client_settings(primary=ClaudeModel.SONNET_5_5, background=ClaudeModel.SONNET_5_5)
        settings.add_to_function(fn)
        parameter = settings.write_to_parameter(
            self, "ClaudeCode", format=ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS
        )
        parameter.grant_read(fn)
        InvocationDashboard(self, "Dashboard", application_profiles=[profile])

        imported = ApplicationProfile.from_profile_arn(
            self,
            "Imported",
            profile_arn="arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6",
            model=ClaudeModel.SONNET_5_5,
        )
        # What its settings say holds no token, as the profile is imported.
        self.settings = GlobalClaudeAccess(
            self, "ImportedAccess", application_profiles=[imported]
        ).client_settings(primary=ClaudeModel.SONNET_5_5, background=ClaudeModel.SONNET_5_5)


class OperationsStack(Stack):
    """Records, alarms, a dashboard, quotas, batch jobs and the enablement of an account."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5]
        quotas = TokenQuotas.applied(self, "Quotas", models=models, fallback_tokens_per_minute=200_000)
        logging = BedrockLoggingConfig(
            self,
            "Logging",
            prompts=PromptRecording.MASKED,
            log_group_name="/bedrock/invocations",
            retention=logs.RetentionDays.TWO_YEARS,
            on_removal=LoggingRemoval.RETAIN,
        )
        topic = sns.Topic.from_topic_arn(self, "OnCall", "arn:aws:sns:af-south-1:111122223333:on-call")
        alarms = logging.add_alarms(
            "Alarms",
            models=models,
            quotas=quotas,
            allowed_destination_regions=["eu-*"],
            actions=[actions.SnsAction(topic)],
        )
        logging.add_dashboard("Dashboard", models=models, quotas=quotas, alarms=alarms.alarms)
        logging.grant_read(iam.Role.from_role_name(self, "Auditors", "Auditors"))
        assert logging.log_group is not None
        InvocationQueries(self, "Queries", log_group=logging.log_group, metadata_keys=["team"])
        throttles = InvocationMetrics.of_model(ClaudeModel.SONNET_5_5).metric_throttles(period=Duration.minutes(5))
        throttles.create_alarm(self, "Throttled", threshold=10, evaluation_periods=1)

        batch = ClaudeBatchAccess(self, "Batch", models=[ClaudeModel.OPUS_5], expiration=Duration.days(90))
        batch.grant_submit(iam.Role(self, "Submitter", assumed_by=service(self, "lambda")))
        enablement = ModelEnablement(self, "Enablement", models=models)
        enablement.grant_enable(iam.Role(self, "Enabler", assumed_by=service(self, "lambda")))
        more = TokenQuotaIncrease(self, "More", model=ClaudeModel.SONNET_5_5, tokens_per_minute=4_000_000)
        CfnOutput(self, "Quota", value=f"{more.outcome}: {more.detail}")


class OrganizationStack(Stack):
    """What the organization closes, and what its Region deny admits."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        self.guard = GlobalCrisDenyGuard(
            self,
            "Guard",
            targets=[GuardTarget.organizational_unit("ou-ab12-cd34ef56")],
            except_models=[ClaudeModel.HAIKU_4_5],
            exempt_principal_arns=["arn:*:iam::*:role/BreakGlass"],
            routes=[InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
        )
        self.guard.as_permissions_boundary("Boundary")
        self.regions = RegionDenyPolicy(
            self,
            "Regions",
            targets=[GuardTarget.account("222233334444")],
            allowed_regions=["af-south-1", "eu-west-1"],
            admit_models=[ClaudeModel.SONNET_5_5],
            admit_from=["af-south-1"],
        )


def decide(scp: object, principal_arn: str | None = None) -> InvocationDecision:
    """Decides a call of Haiku under a service control policy, by a role or by whom nothing is known of."""
    anything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    simulator = InvocationSimulator(
        identity_policies=[PolicySource.from_json("anything", anything)],
        service_control_policies=[
            ServiceControlPolicyLevel(level_name="root", policies=[PolicySource.from_json("scp", scp)])
        ],
    )
    return simulator.decide(
        InvocationRequest.global_profile(
            ClaudeModel.HAIKU_4_5,
            account="111122223333",
            source_region="af-south-1",
            principal_arn=principal_arn,
            context_keys={"aws:PrincipalTag/team": []},
        )
    )


def admit_haiku() -> dict[str, Any]:
    """An edited Region deny, and why the one before denied. What is nested here must come back whole."""
    region_deny = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Regions",
                "Effect": "Deny",
                "NotAction": ["iam:*", "sts:*"],
                "Resource": "*",
                "Condition": {
                    "StringNotEquals": {"aws:RequestedRegion": ["af-south-1", "eu-west-1"]},
                    "StringNotLike": {"aws:PrincipalARN": ["arn:*:iam::*:role/Admin"]},
                },
            }
        ],
    }
    before = decide(region_deny)
    by_role = decide(region_deny, "arn:aws:iam::111122223333:role/Summarizer")  # its remedies hold whole statements
    admitted = RegionDenyPolicy.admit(
        PolicySource.from_json("region-deny", region_deny),
        admit_models=[ClaudeModel.HAIKU_4_5],
        admit_from=["af-south-1"],
    )
    return {
        "outcomeBefore": before.outcome.value,
        "explanation": before.explain(),
        "obstacles": [
            {
                "leg": obstacle.leg.value,
                "layer": obstacle.layer.value,
                "sid": obstacle.sid,
                "actual": obstacle.conditions[0].actual,
            }
            for obstacle in before.obstacles
        ],
        "remedies": [
            {"kind": remedy.kind.value, "sentence": remedy.sentence, "statements": remedy.statements}
            for remedy in [*before.remedies, *by_role.remedies]
        ],
        "document": admitted.document,
        "changes": admitted.changes,
        "remarks": admitted.remarks,
        "outcomeAfter": decide(admitted.document).outcome.value,
    }


def plan(tokens_per_minute_quota: int | None = None) -> dict[str, Any]:
    """The arithmetic of quotas, with and without a quota: what is not known is None."""
    planned = QuotaPlan(
        model=ClaudeModel.SONNET_4_6,
        requests_per_minute=60,
        input_tokens=3_000,
        cache_write_tokens=1_000,
        output_tokens=1_000,
        max_tokens=32_000,
        tokens_per_minute_quota=tokens_per_minute_quota,
    )
    return {
        "fits": planned.fits,
        "firstLimit": planned.first_limit.value if planned.first_limit else None,
        "reservedTokensPerRequest": planned.reserved_tokens_per_request,
        "settledTokensPerRequest": planned.settled_tokens_per_request,
        "advice": planned.advice,
    }


def make_mistakes() -> list[str]:
    """What a user does wrong, each with the message that comes of it."""

    def empty() -> Stack:
        return Stack(App(), "Empty", env=CAPE_TOWN)

    return [
        message_of(mistake)
        for mistake in (
            lambda: ClaudeModel.of("global.anthropic.claude-opus-5"),
            lambda: GlobalClaudeAccess(empty(), "Access", models=[]),
            lambda: ClaudeCaller.other_account(role_arns=["Assistant"], external_id="claude-7f3a"),
            lambda: BedrockLoggingConfig(empty(), "Logging", prompts=PromptRecording.MASKED, image_data=True),
            lambda: GuardTarget.account("12345"),
            lambda: QuotaPlan(
                model=ClaudeModel.SONNET_5_5, requests_per_minute=1, input_tokens=1, output_tokens=0, max_tokens=1
            ),
            lambda: GlobalClaudeAccess(empty(), "Access", models=[ClaudeModel.SONNET_5_5]).client_settings(
                primary=ClaudeModel.OPUS_5_5, background=ClaudeModel.SONNET_5_5
            ),
            synthesize_blocked,
        )
    ]


def synthesize_blocked() -> None:
    """An app with a role that one of its own policies blocks: it does not synthesize."""
    blocked = App(outdir=str(Path(os.environ["CDK_OUTDIR"]) / "blocked"))
    claude = Stack(blocked, "Claude", env=CAPE_TOWN)
    GlobalClaudeAccess(claude, "Access", models=[ClaudeModel.HAIKU_4_5], assumed_by=service(claude, "lambda"))
    organization = Stack(blocked, "Organization", env=MANAGEMENT)
    GlobalCrisDenyGuard(organization, "Guard", targets=[GuardTarget.account("111122223333")])
    GlobalCrisValidation.add_to(blocked)
    blocked.synth()


def message_of(mistake: Callable[[], object]) -> str:
    try:
        mistake()
    except RuntimeError as error:
        return str(error)
    raise AssertionError(f"not refused: {mistake}")


app = App()
access = AccessStack(app, "Access", env=CAPE_TOWN)
team = TeamStack(app, "Team", env=CAPE_TOWN)
OperationsStack(app, "Operations", env=CAPE_TOWN)
organization = OrganizationStack(app, "Organization", env=MANAGEMENT)
GlobalCrisValidation.add_to(app, organizational_units={"111122223333": ["r-ab12"]})
assembly = app.synth()

guard, regions = organization.guard, organization.regions
returned = {
    "profileId": access.summaries.profiles[0].profile_id,
    "burndownRate": ClaudeModel.SONNET_5_5.output_token_burndown_rate,
    "settings": team.settings.environment,
    "managedSettings": json.loads(team.settings.claude_code_managed_settings),
    "guard": json.loads(guard.to_json()),
    "matrix": [
        {
            "route": row.route.value,
            "action": row.action,
            "modelExcepted": row.model_excepted,
            "principalExempt": row.principal_exempt,
            "promisedClosed": row.promised_closed,
            "outcome": row.outcome.value,
        }
        for row in guard.matrix
    ],
    "regionDeny": json.loads(regions.to_json()),
    "admitted": admit_haiku(),
    "plans": [plan(2_000_000), plan()],
    "mistakes": make_mistakes(),
}
Path(assembly.directory, "returned.json").write_text(json.dumps(returned, indent=1), encoding="utf-8")
