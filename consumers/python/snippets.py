"""What docs/logging.md and docs/languages.md show in Python, as they show it, and a call of it."""

from aws_cdk import Stack, aws_iam as iam
from cdk_bedrock_cris import BedrockLoggingConfig, PromptRecording


def record(stack: Stack, engineers: iam.Role) -> None:
    logging = BedrockLoggingConfig(stack, "Logging", prompts=PromptRecording.MASKED)
    logging.grant_read(engineers)  # what is masked stays masked


from aws_cdk import aws_sso as sso
from cdk_bedrock_cris import ClaudeModel, GlobalClaudeAccess

stack = Stack()
record(stack, iam.Role(stack, "Engineers", assumed_by=iam.AccountRootPrincipal()))
people = GlobalClaudeAccess(stack, "People", models=[ClaudeModel.SONNET_5_5], managed_policy_name="claude-people")
references = (
    [sso.CfnPermissionSet.CustomerManagedPolicyReferenceProperty(name=policy.name, path=policy.path)
     for policy in people.customer_managed_policies]
)
assert [reference.name for reference in references] == ["claude-people"]
