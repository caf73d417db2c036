"""The examples `examples/cape-town-app.ts`, `examples/deny-in-an-ou.ts`, `examples/account-logging-baseline.ts`,
`examples/operations.ts`, `examples/team-profiles.ts` and `examples/callers.ts` once more in Python: construct by construct, with the same IDs.

Synthesize it with `cdk synth --app "python3 consumers/python/app.py"`, where cdk-bedrock-cris and aws-cdk-lib are
installed. With `--check` it also tries what only Python can show: how errors arrive, and decisions from the template.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from typing import Any

from aws_cdk import (
    App,
    CfnElement,
    Duration,
    Environment,
    LegacyStackSynthesizer,
    RemovalPolicy,
    Stack,
    Tags,
    aws_cloudwatch_actions as actions,
    aws_ecr as ecr,
    aws_ecs as ecs,
    aws_eks as eks,
    aws_iam as iam,
    aws_kms as kms,
    aws_lambda as lambda_,
    aws_logs as logs,
    aws_sns as sns,
    aws_sso as sso,
)
from cdk_bedrock_cris import (
    ApplicationProfile,
    BedrockLoggingConfig,
    ClaudeCaller,
    ClaudeModel,
    ClientSettingsFormat,
    GlobalClaudeAccess,
    GlobalCrisDenyGuard,
    GlobalCrisValidation,
    GuardTarget,
    InferenceRoute,
    InvocationDashboard,
    InvocationDecision,
    InvocationLeg,
    InvocationOutcome,
    InvocationQueries,
    InvocationRequest,
    InvocationSimulator,
    LoggingRemoval,
    PolicySource,
    PromptRecording,
    QuotaLimit,
    QuotaPlan,
    RegionDenyPolicy,
    ServiceControlPolicyLevel,
    TokenQuotas,
)
from constructs import Construct


class CapeTownStack(Stack):
    """Three callers in Cape Town, each with its own models."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)

        # One caller: three statements in its own inline policy.
        self.summarizer = iam.Role(self, "Summarizer", assumed_by=service(self, "lambda"))
        summaries = GlobalClaudeAccess(self, "Summaries", models=[ClaudeModel.HAIKU_4_5], streaming=False)
        summaries.grant_invoke(self.summarizer)

        # Many callers: one managed policy that they share.
        assistant = iam.Role(self, "Assistant", assumed_by=service(self, "ecs-tasks"))
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


class Team(Construct):
    """What a team pays for: its profiles, and the access through them."""

    def __init__(self, scope: Construct, construct_id: str, cost_center: str) -> None:
        super().__init__(scope, construct_id)
        self.profiles = [
            ApplicationProfile(self, "Sonnet", model=ClaudeModel.SONNET_5_5),
            ApplicationProfile(self, "Haiku", model=ClaudeModel.HAIKU_4_5),
        ]
        Tags.of(self).add("team", construct_id)
        Tags.of(self).add("cost-center", cost_center)
        self.access = GlobalClaudeAccess(self, "Access", application_profiles=self.profiles)


def share_among_teams(stack: Stack) -> None:
    """Three teams that pay for their own calls: a function, a task, and engineers with Claude Code."""
    models = {"primary": ClaudeModel.SONNET_5_5, "background": ClaudeModel.HAIKU_4_5}

    billing = Team(stack, "Billing", "4711")
    summarizer = summarizing_function(stack)
    assert summarizer.role is not None
    billing.access.attach_to(summarizer.role)
    billing.access.client_settings(**models).add_to_function(summarizer)

    search = Team(stack, "Search", "4712")
    container = search_container(stack)
    search.access.attach_to(container.task_definition.task_role)
    search.access.client_settings(**models).add_to_container(container)

    engineering = Team(stack, "Engineering", "4713")
    engineers = iam.Role(stack, "Engineers", assumed_by=service(stack, "ec2"))
    engineering.access.attach_to(engineers)
    settings = engineering.access.client_settings(**models)
    settings.grant_client_reads(engineers)
    settings.write_to_parameter(
        stack, "ClaudeCode", format=ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS
    ).grant_read(engineers)

    profiles = [profile for team in (billing, search, engineering) for profile in team.profiles]
    InvocationDashboard(stack, "Dashboard", application_profiles=profiles)


def summarizing_function(stack: Stack) -> lambda_.Function:
    log_group = logs.LogGroup(stack, "SummarizerLog", removal_policy=RemovalPolicy.DESTROY)
    role = iam.Role(stack, "SummarizerRole", assumed_by=service(stack, "lambda"))
    log_group.grant_write(role)
    return lambda_.Function(
        stack,
        "Summarizer",
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler="index.handler",
        code=lambda_.Code.from_inline(
            "\n".join(
                [
                    "import os, boto3",
                    'client = boto3.client("bedrock-runtime")',
                    "def handler(event, context):",
                    '    message = {"role": "user", "content": [{"text": "Summarize: " + event["text"]}]}',
                    '    limit = {"maxTokens": 1000}  # without it, Bedrock reserves all that the model can answer',
                    '    answer = client.converse(modelId=os.environ["ANTHROPIC_MODEL"], messages=[message], '
                    "inferenceConfig=limit)",
                    '    return answer["output"]["message"]',
                ]
            )
        ),
        role=role,
        log_group=log_group,
    )


def search_container(stack: Stack) -> ecs.ContainerDefinition:
    log_group = logs.LogGroup(stack, "SearchLog", removal_policy=RemovalPolicy.DESTROY)
    task_role = iam.Role(stack, "SearchTaskRole", assumed_by=service(stack, "ecs-tasks"))
    task = ecs.FargateTaskDefinition(stack, "SearchTask", task_role=task_role)
    return task.add_container(
        "App",
        image=ecs.ContainerImage.from_ecr_repository(
            ecr.Repository.from_repository_name(stack, "SearchImage", "search")
        ),
        logging=ecs.LogDriver.aws_logs(log_group=log_group, stream_prefix="search"),
    )


def let_others_call(stack: Stack) -> None:
    """Seven callers from elsewhere, each with the least trust that it needs."""

    def access(construct_id: str, assumed_by: iam.IPrincipal, hours: int | None = None) -> iam.IRole:
        created = GlobalClaudeAccess(
            stack,
            construct_id,
            models=[ClaudeModel.SONNET_5_5],
            assumed_by=assumed_by,
            max_session_duration=None if hours is None else Duration.hours(hours),
        )
        assert created.role is not None
        return created.role

    workflow = ClaudeCaller.git_hub(
        owner="octo-org",
        owner_id="123456",
        repository="octo-repo",
        repository_id="456789",
        environment="production",
    )
    access("Workflow", workflow)

    pods = ClaudeCaller.pod_identity(
        cluster_arn="arn:aws:eks:af-south-1:111122223333:cluster/chat", namespace="chat", service_account="assistant"
    )
    eks.CfnPodIdentityAssociation(
        stack,
        "Association",
        cluster_name="chat",
        namespace="chat",
        service_account="assistant",
        role_arn=access("Pods", pods).role_arn,
    )

    issuer = "oidc.eks.af-south-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    cluster = iam.OpenIdConnectProvider.from_open_id_connect_provider_arn(
        stack,
        "Cluster",
        stack.format_arn(service="iam", region="", resource="oidc-provider", resource_name=issuer),
    )
    token = {f"{issuer}:aud": "sts.amazonaws.com", f"{issuer}:sub": "system:serviceaccount:chat:batch"}
    access("PodsByIrsa", iam.OpenIdConnectPrincipal(cluster, {"StringEquals": token}))

    corporate = iam.SamlProvider.from_saml_provider_arn(
        stack,
        "Corporate",
        stack.format_arn(service="iam", region="", resource="saml-provider", resource_name="corporate"),
    )
    access("Engineers", ClaudeCaller.saml(provider=corporate), hours=8)

    partner = ClaudeCaller.other_account(
        role_arns=["arn:aws:iam::444455556666:role/platform/Assistant"], external_id="claude-7f3a"
    )
    access("Partner", partner)

    anchor = "arn:aws:rolesanywhere:af-south-1:111122223333:trust-anchor/1234abcd-12ab-34cd-56ef-1234567890ab"
    access("BuildMachine", ClaudeCaller.roles_anywhere(trust_anchor_arn=anchor, common_name="build.example.com"))

    add_permission_set(stack)


def add_permission_set(stack: Stack) -> None:
    people = GlobalClaudeAccess(
        stack,
        "People",
        models=[ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
        managed_policy_name="claude-people",
        managed_policy_path="/platform/",
    )
    instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
    permission_set = sso.CfnPermissionSet(
        stack,
        "PermissionSet",
        name="Claude",
        instance_arn=instance,
        customer_managed_policy_references=[
            sso.CfnPermissionSet.CustomerManagedPolicyReferenceProperty(name=policy.name, path=policy.path)
            for policy in people.customer_managed_policies
        ],
    )
    assignment = sso.CfnAssignment(
        stack,
        "Assignment",
        instance_arn=instance,
        permission_set_arn=permission_set.attr_permission_set_arn,
        principal_type="GROUP",
        principal_id="906e4a7c-1234-4567-8901-abcdef012345",
        target_type="AWS_ACCOUNT",
        target_id=stack.account,
    )
    assignment.node.add_dependency(people)


def service(stack: Stack, name: str) -> iam.IPrincipal:
    """A service that may assume a role for resources of this account only."""
    return iam.ServicePrincipal(
        f"{name}.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": stack.account}}
    )


def deny_in_an_ou(stack: Stack) -> GlobalCrisDenyGuard:
    """Closes global inference in an organizational unit, except for one model and one role."""
    return GlobalCrisDenyGuard(
        stack,
        "GlobalInference",
        targets=[GuardTarget.organizational_unit("ou-ab12-cd34ef56")],
        policy_name="deny-global-inference",
        except_models=[ClaudeModel.SONNET_5_5],
        exempt_principal_arns=["arn:*:iam::*:role/platform/BreakGlass"],
        routes=[InferenceRoute.BATCH, InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
    )


def log_invocations(stack: Stack) -> None:
    """Records the calls of an account, with personal data masked, for auditors."""
    logging = BedrockLoggingConfig(
        stack,
        "Logging",
        prompts=PromptRecording.MASKED,
        log_group_name="/bedrock/invocations",
        retention=logs.RetentionDays.TWO_YEARS,
        on_removal=LoggingRemoval.RETAIN,
    )
    logging.grant_read(iam.Role.from_role_name(stack, "Auditors", "Auditors"))


def operate(stack: Stack) -> None:
    """Records of the calls, a dashboard, alarms that reach whoever is on call, and saved queries."""
    models = [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5, ClaudeModel.HAIKU_4_5]
    quotas = TokenQuotas.applied(stack, "Quotas", models=models, fallback_tokens_per_minute=200_000)
    logging = BedrockLoggingConfig(stack, "Logging", prompts=PromptRecording.METADATA_ONLY)
    alarms = logging.add_alarms(
        "Alarms",
        models=models,
        quotas=quotas,
        allowed_destination_regions=["eu-*"],
        actions=[actions.SnsAction(on_call_topic(stack))],
    )
    logging.add_dashboard("Dashboard", models=models, quotas=quotas, alarms=alarms.alarms)
    assert logging.log_group is not None
    InvocationQueries(stack, "Queries", log_group=logging.log_group, metadata_keys=["team"])


def on_call_topic(stack: Stack) -> sns.Topic:
    """Encrypted, and over TLS only; alarms of this account may publish to it."""
    alarms = stack.format_arn(service="cloudwatch", resource="alarm:*")
    cloud_watch = iam.ServicePrincipal(
        "cloudwatch.amazonaws.com",
        conditions={"StringEquals": {"aws:SourceAccount": stack.account}, "ArnLike": {"aws:SourceArn": alarms}},
    )
    key = kms.Key(stack, "OnCallKey", enable_key_rotation=True)
    key.grant_encrypt_decrypt(cloud_watch)
    topic = sns.Topic(stack, "OnCall", master_key=key, enforce_ssl=True)
    topic.add_to_resource_policy(
        iam.PolicyStatement(principals=[cloud_watch], actions=["sns:Publish"], resources=[topic.topic_arn])
    )
    return topic


def check_plan() -> None:
    """The arithmetic of quotas, with AWS's worked example."""
    plan = QuotaPlan(
        model=ClaudeModel.SONNET_4_6,
        requests_per_minute=60,
        input_tokens=3_000,
        cache_write_tokens=1_000,
        output_tokens=1_000,
        max_tokens=32_000,
        tokens_per_minute_quota=2_000_000,
    )
    expect(
        (plan.reserved_tokens_per_request, plan.settled_tokens_per_request, plan.fits, plan.first_limit),
        (36_000, 9_000, False, QuotaLimit.TOKENS_PER_MINUTE_RESERVED),
        f"planned: {plan.sustainable_requests_per_minute:.0f} requests per minute are safe",
    )


def check_errors() -> None:
    """A wrong argument must fail with the library's own sentence, not with one of the language bridge."""
    refused(
        lambda: ClaudeModel.of("global.anthropic.claude-opus-5"),
        "'modelId' must be the model's own ID, not that of its 'global' inference profile; "
        'use "anthropic.claude-opus-5", got: "global.anthropic.claude-opus-5". '
        "The profile's ID follows from it: globalProfileId",
    )
    refused(
        lambda: GlobalClaudeAccess(Stack(App(), "Empty"), "Access", models=[]),
        "Empty/Access: 'models' must name at least one model, got: []. For example [ClaudeModel.SONNET_5_5]",
    )
    refused(
        lambda: ClaudeCaller.other_account(role_arns=["Assistant"], external_id="claude-7f3a"),
        "'roleArns' must hold ARNs of roles, without wildcards, got: \"Assistant\". "
        'For example "arn:aws:iam::444455556666:role/platform/Assistant"',
    )
    refused(
        lambda: BedrockLoggingConfig(
            Stack(App(), "Empty"), "Logging", prompts=PromptRecording.MASKED, image_data=True
        ),
        "Empty/Logging: 'imageData' must not be true with PromptRecording.MASKED: only text can be masked, got: true. "
        "Leave it out, or choose PromptRecording.FULL",
    )


def check_profiles() -> None:
    """Settings name an imported profile by its ARN, and refuse a model that is not granted."""
    stack = Stack(App(), "Profiles", env=here)
    arn = "arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6"
    profile = ApplicationProfile.from_profile_arn(stack, "Billing", profile_arn=arn, model=ClaudeModel.SONNET_5_5)
    access = GlobalClaudeAccess(stack, "Access", application_profiles=[profile])
    settings = access.client_settings(primary=ClaudeModel.SONNET_5_5, background=ClaudeModel.SONNET_5_5)
    written = json.loads(settings.claude_code_managed_settings)
    expect((settings.environment["ANTHROPIC_MODEL"], written["model"]), (arn, arn), f"set: the model {arn}")
    refused(
        lambda: access.client_settings(primary=ClaudeModel.OPUS_5_5, background=ClaudeModel.SONNET_5_5),
        "Profiles/Access: 'primary' must be a model that this access grants: anthropic.claude-sonnet-5-5, got: "
        '"anthropic.claude-opus-5-5". Choose one of those, or add it to \'models\' of the access',
    )


def check_guard(guard: GlobalCrisDenyGuard) -> None:
    """The guard's matrix, an edited Region deny and an explanation, as Python sees them."""
    opened = [row.action for row in guard.matrix if row.promised_closed and row.outcome == InvocationOutcome.ALLOWED]
    expect((opened, len(guard.matrix) > 0), ([], True), f"closed: what the guard promises, in {len(guard.matrix)} rows")
    statement = {
        "Sid": "Regions",
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["af-south-1"]}},
    }
    region_deny = {"Version": "2012-10-17", "Statement": [statement]}
    before = decide(region_deny)
    expect(
        [(obstacle.leg, obstacle.sid, obstacle.conditions[0].actual) for obstacle in before.obstacles],
        [(InvocationLeg.GLOBAL_MODEL, "Regions", ["unspecified"])],
        f"explained: {before.remedies[0].kind.name}",
    )
    edited = RegionDenyPolicy.admit(
        PolicySource.from_json("region-deny", region_deny), admit_models=[ClaudeModel.HAIKU_4_5], admit_from=["af-south-1"]
    )
    expect(decide(edited.document).allowed, True, f"admitted: {edited.changes[0]}")


def decide(document: object) -> InvocationDecision:
    anything = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    level = ServiceControlPolicyLevel(level_name="root", policies=[PolicySource.from_json("scp", document)])
    simulator = InvocationSimulator(
        identity_policies=[PolicySource.from_json("anything", anything)], service_control_policies=[level]
    )
    return simulator.decide(
        InvocationRequest.global_profile(ClaudeModel.HAIKU_4_5, account="111122223333", source_region="af-south-1")
    )


def refused(attempt: Callable[[], object], sentence: str) -> None:
    try:
        attempt()
    except RuntimeError as error:
        # The language bridge puts the class of the error in front, for methods but not for constructors.
        expect(str(error).removeprefix("Error: "), sentence, f"refused: {sentence}")
    else:
        sys.exit(f"not refused, though it should be with: {sentence}")


def check_validation() -> None:
    """A role that a policy of the app blocks fails the synthesis, as in TypeScript."""
    blocked = App(outdir=tempfile.mkdtemp())
    GlobalClaudeAccess(
        Stack(blocked, "Claude", env=here),
        "Access",
        models=[ClaudeModel.HAIKU_4_5],
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
    )
    GlobalCrisDenyGuard(Stack(blocked, "Organization"), "Guard", targets=[GuardTarget.account("111122223333")])
    GlobalCrisValidation.add_to(blocked)
    try:
        blocked.synth()
    except RuntimeError as error:
        rule = "cdk-bedrock-cris/blocked-access: 'Claude/Access/Role' cannot call anthropic.claude-haiku-4-5"
        expect(rule in str(error), True, f"validated: {rule}…")
    else:
        sys.exit("a blocked role does not fail the synthesis")


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
here = Environment(account="111122223333", region="af-south-1")
cape_town = CapeTownStack(app, "CapeTown", env=here)
log_invocations(Stack(app, "LoggingBaseline", env=here, synthesizer=LegacyStackSynthesizer()))
operate(Stack(app, "Operations", env=Environment(account="222233334444", region="af-south-1")))
share_among_teams(Stack(app, "Teams", env=here))
let_others_call(Stack(app, "Callers", env=here))
organization = Stack(app, "Organization", env=Environment(account="999988887777", region="us-east-1"))
closed = deny_in_an_ou(organization)
# The unit of the guard is not above the account of the callers.
GlobalCrisValidation.add_to(app, organizational_units={"111122223333": ["r-ab12"]})
assembly = app.synth()

if "--check" in sys.argv[1:]:
    check_errors()
    check_profiles()
    check_guard(closed)
    check_plan()
    check_validation()
    check_decisions(cape_town, assembly.get_stack_by_name(cape_town.stack_name).template)
