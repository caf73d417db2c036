"""What docs/logging.md and docs/languages.md show in Python, as they show it, and a call of each."""

from aws_cdk import Stack, aws_iam as iam
from cdk_bedrock_cris import BedrockLoggingConfig, PromptRecording


def record(stack: Stack, engineers: iam.Role) -> None:
    invocation_logging = BedrockLoggingConfig(stack, "Logging", prompts=PromptRecording.MASKED)
    invocation_logging.grant_read(engineers)  # what is masked stays masked


from aws_cdk import Stack, Tags, aws_cloudwatch_actions as actions, aws_sns as sns, aws_sso as sso
from cdk_bedrock_cris import (
    ApplicationProfile,
    BedrockLoggingConfig,
    ClaudeModel,
    GlobalClaudeAccess,
    GlobalCrisDenyGuard,
    GuardTarget,
    InvocationAlarms,
    PromptRecording,
)

TEAMS = {"billing": ClaudeModel.SONNET_5_5, "search": ClaudeModel.HAIKU_4_5}


def add_team(stack: Stack, on_call: sns.Topic) -> None:
    """An application profile, access through it for a permission set, records and alarms."""
    billing = ApplicationProfile(stack, "Billing", model=TEAMS["billing"])
    Tags.of(billing).add("team", "billing")
    people = GlobalClaudeAccess(stack, "People", application_profiles=[billing], managed_policy_name="claude-people")
    sso.CfnPermissionSet(
        stack,
        "PermissionSet",
        instance_arn="arn:aws:sso:::instance/ssoins-1234567890abcdef",
        name="Claude",
        customer_managed_policy_references=[
            sso.CfnPermissionSet.CustomerManagedPolicyReferenceProperty(name=policy.name, path=policy.path)
            for policy in people.customer_managed_policies
        ],
    )
    invocation_logging = BedrockLoggingConfig(stack, "Logging", prompts=PromptRecording.METADATA_ONLY)
    invocation_logging.add_alarms(
        "Alarms",
        models=list(TEAMS.values()),
        application_profiles=[billing],
        latency={"threshold": 120_000},  # milliseconds
        actions=[actions.SnsAction(on_call)],
    )


def add_guard(stack: Stack, on_call: sns.Topic) -> None:
    """Denies all other models; the stack is in us-east-1 of the management account."""
    guard = GlobalCrisDenyGuard(
        stack,
        "Guard",
        targets=[GuardTarget.organizational_unit("ou-ab12-cd34ef56")],
        except_models=list(TEAMS.values()),
    )
    assert guard.policy_id is not None
    InvocationAlarms(stack, "GuardAlarms", guard_policy_ids=[guard.policy_id], actions=[actions.SnsAction(on_call)])


import aws_cdk as cdk
from constructs import Construct


def acknowledge(construct: Construct) -> None:
    cdk.Annotations.of(construct).acknowledge_warning("cdk-bedrock-cris:access.unused", "granted in another stack")
    violation = "cdk-bedrock-cris::cdk-bedrock-cris/blocked-access"
    cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=violation, reason="denied on purpose"))


from aws_cdk import App, Environment

app = App()
cape_town = Stack(app, "CapeTown", env=Environment(account="111122223333", region="af-south-1"))
records = Stack(app, "Records")
record(records, iam.Role(records, "Engineers", assumed_by=iam.AccountRootPrincipal()))
add_team(cape_town, sns.Topic(cape_town, "OnCall"))
management = Stack(app, "Management", env=Environment(account="999988887777", region="us-east-1"))
add_guard(management, sns.Topic(management, "OnCall"))
if hasattr(cdk, "Validations"):  # the oldest aws-cdk-lib lacks it
    acknowledge(cape_town)
template = app.synth().get_stack_by_name("CapeTown").template
[permission_set] = [one for one in template["Resources"].values() if one["Type"] == "AWS::SSO::PermissionSet"]
assert permission_set["Properties"]["CustomerManagedPolicyReferences"] == [{"Name": "claude-people", "Path": "/"}]
