using Amazon.CDK;
using CdkBedrockCris;
using Constructs;

namespace Consumer;

/// <summary>What the organization closes, and what its Region deny admits.</summary>
public sealed class OrganizationStack : Stack
{
    public GlobalCrisDenyGuard Guard { get; }

    public RegionDenyPolicy Regions { get; }

    public OrganizationStack(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        Guard = new GlobalCrisDenyGuard(this, "Guard", new GlobalCrisDenyGuardProps
        {
            Targets = [GuardTarget.OrganizationalUnit("ou-ab12-cd34ef56")],
            ExceptModels = [ClaudeModel.HAIKU_4_5],
            ExemptPrincipalArns = ["arn:*:iam::*:role/BreakGlass"],
            Routes = [InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
        });
        Guard.AsPermissionsBoundary("Boundary");
        Regions = new RegionDenyPolicy(this, "Regions", new RegionDenyPolicyProps
        {
            Targets = [GuardTarget.Account("222233334444")],
            AllowedRegions = ["af-south-1", "eu-west-1"],
            AdmitModels = [ClaudeModel.SONNET_5_5],
            AdmitFrom = ["af-south-1"],
        });
    }
}
