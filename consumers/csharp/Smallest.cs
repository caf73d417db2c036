using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using CdkBedrockCris;

/// <summary>The smallest example of the README.</summary>
public static class Smallest
{
    public static void Main()
    {
        var app = new App();
        var stack = new Stack(app, "Claude", new StackProps
        {
            Env = new Environment { Account = "111122223333", Region = "af-south-1" },
        });

        new GlobalClaudeAccess(stack, "Access", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5],
            AssumedBy = new ServicePrincipal("ecs-tasks.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
                },
            }),
        });
        app.Synth();
    }
}
