import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from cdk_bedrock_cris import ClaudeModel, GlobalClaudeAccess

app = cdk.App()
stack = cdk.Stack(app, "Claude", env=cdk.Environment(account="111122223333", region="af-south-1"))

GlobalClaudeAccess(
    stack,
    "Access",
    models=[ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5],
    assumed_by=iam.ServicePrincipal(
        "ecs-tasks.amazonaws.com",
        conditions={"StringEquals": {"aws:SourceAccount": stack.account}},
    ),
)
app.synth()
