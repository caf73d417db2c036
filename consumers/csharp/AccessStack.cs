using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using CdkBedrockCris;
using Constructs;

namespace Consumer;

/// <summary>
/// Who may call: an inline grant, a shared policy, a created role, callers from elsewhere, a guardrail, a private endpoint.
/// </summary>
public sealed class AccessStack : Stack
{
    public GlobalClaudeAccess Summaries { get; }

    public AccessStack(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var summarizer = new Role(this, "Summarizer", new RoleProps { AssumedBy = Services.Of(this, "lambda") });
        Summaries = new GlobalClaudeAccess(this, "Summaries", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.HAIKU_4_5],
            Streaming = false,
        });
        Summaries.GrantInvoke(summarizer);

        var assistant = new Role(this, "Assistant", new RoleProps { AssumedBy = Services.Of(this, "ecs-tasks") });
        var chats = new GlobalClaudeAccess(this, "Chats", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
            Project = ClaudeProject.Named("chats"),
        });
        chats.AttachTo(assistant);

        LetOthersCall();
        Guard();
    }

    /// <summary>People and workflows for which a role is created, and people for whom Identity Center takes the policy.</summary>
    private void LetOthersCall()
    {
        new GlobalClaudeAccess(this, "Engineers", new GlobalClaudeAccessProps
        {
            Models =
            [
                ClaudeModel.OPUS_5_5,
                ClaudeModel.Of("anthropic.claude-next-1", new ClaudeModelOptions { SourceRegions = ["af-south-1"] }),
            ],
            AssumedBy = ClaudeCaller.Saml(new SamlCallerOptions
            {
                Provider = SamlProvider.FromSamlProviderArn(this, "Corporate", "arn:aws:iam::111122223333:saml-provider/corporate"),
            }),
            MaxSessionDuration = Duration.Hours(8),
        });
        new GlobalClaudeAccess(this, "Workflow", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.SONNET_5_5],
            AssumedBy = ClaudeCaller.GitHub(new GitHubCallerOptions
            {
                Owner = "octo-org",
                OwnerId = "123456",
                Repository = "octo-repo",
                RepositoryId = "456789",
                Environment = "production",
            }),
        });
        var people = new GlobalClaudeAccess(this, "People", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.SONNET_5_5],
            ManagedPolicyName = "claude-people",
        });
        var policy = people.CustomerManagedPolicies.Single();
        new CfnOutput(this, "PeoplePolicy", new CfnOutputProps { Value = $"{policy.Path}{policy.Name}" });
    }

    /// <summary>Calls that must name a guardrail, through an endpoint of the network.</summary>
    private void Guard()
    {
        var reviewer = new Role(this, "Reviewer", new RoleProps { AssumedBy = Services.Of(this, "lambda") });
        var reviews = new GlobalClaudeAccess(this, "Reviews", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.OPUS_5_5],
            Role = reviewer,
            RequiredGuardrails =
            [
                new RequiredGuardrail
                {
                    GuardrailArn = "arn:aws:bedrock:af-south-1:111122223333:guardrail/abc123def456",
                    GuardrailVersion = "1",
                },
            ],
        });
        var vpc = new Vpc(this, "Vpc", new VpcProps
        {
            AvailabilityZones = ["af-south-1a"],
            NatGateways = 0,
            SubnetConfiguration = [new SubnetConfiguration { Name = "isolated", SubnetType = SubnetType.PRIVATE_ISOLATED }],
        });
        reviews.RestrictEndpoint(vpc.AddInterfaceEndpoint("BedrockRuntime", new InterfaceVpcEndpointOptions
        {
            Service = InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
            Open = false,
        }));
    }
}
