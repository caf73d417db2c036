using System.Collections.Generic;
using System.Linq;
using CdkBedrockCris;

namespace Consumer;

/// <summary>What is decided and reckoned without a stack.</summary>
internal static class Decisions
{
    /// <summary>An edited Region deny, and why the one before denied. What is nested here must come back whole.</summary>
    internal static object AdmitHaiku()
    {
        // Documents are dictionaries of dictionaries and arrays: jsii knows no type for an anonymous object.
        var regionDeny = new Dictionary<string, object>
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new object[]
            {
                new Dictionary<string, object>
                {
                    ["Sid"] = "Regions",
                    ["Effect"] = "Deny",
                    ["NotAction"] = new[] { "iam:*", "sts:*" },
                    ["Resource"] = "*",
                    ["Condition"] = new Dictionary<string, object>
                    {
                        ["StringNotEquals"] = new Dictionary<string, object>
                        {
                            ["aws:RequestedRegion"] = new[] { "af-south-1", "eu-west-1" },
                        },
                        ["StringNotLike"] = new Dictionary<string, object>
                        {
                            ["aws:PrincipalARN"] = new[] { "arn:*:iam::*:role/Admin" },
                        },
                    },
                },
            },
        };
        var before = Decide(regionDeny);
        var ofRole = Decide(regionDeny, "arn:aws:iam::111122223333:role/Summarizer"); // its remedies hold statements, whole ones
        var admitted = RegionDenyPolicy.Admit(PolicySource.FromJson("region-deny", regionDeny), new RegionDenyAdmissionOptions
        {
            AdmitModels = [ClaudeModel.HAIKU_4_5],
            AdmitFrom = ["af-south-1"],
        });
        return new
        {
            outcomeBefore = before.Outcome.ToString(),
            explanation = before.Explain(),
            obstacles = before.Obstacles.Select(Describe),
            remedies = before.Remedies.Concat(ofRole.Remedies).Select(remedy => new
            {
                kind = remedy.Kind.ToString(),
                sentence = remedy.Sentence,
                statements = remedy.Statements,
            }),
            document = admitted.Document,
            changes = admitted.Changes,
            remarks = admitted.Remarks,
            outcomeAfter = Decide(admitted.Document).Outcome.ToString(),
        };
    }

    /// <summary>The arithmetic of quotas, with and without a quota: what is not known is null.</summary>
    internal static object Plan(double? tokensPerMinuteQuota)
    {
        var plan = new QuotaPlan(new QuotaPlanProps
        {
            Model = ClaudeModel.SONNET_4_6,
            RequestsPerMinute = 60,
            InputTokens = 3_000,
            CacheWriteTokens = 1_000,
            OutputTokens = 1_000,
            MaxTokens = 32_000,
            TokensPerMinuteQuota = tokensPerMinuteQuota,
        });
        return new
        {
            fits = plan.Fits,
            firstLimit = plan.FirstLimit?.ToString(),
            reservedTokensPerRequest = plan.ReservedTokensPerRequest,
            settledTokensPerRequest = plan.SettledTokensPerRequest,
            advice = plan.Advice,
        };
    }

    /// <summary>Decides a call of Haiku under a service control policy, by a role or by whom nothing is known of.</summary>
    private static InvocationDecision Decide(object scp, string? principalArn = null)
    {
        const string anything = """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""";
        var simulator = new InvocationSimulator(new InvocationSimulatorProps
        {
            IdentityPolicies = [PolicySource.FromJsonText("anything", anything)],
            ServiceControlPolicies =
            [
                new ServiceControlPolicyLevel { LevelName = "root", Policies = [PolicySource.FromJson("scp", scp)] },
            ],
        });
        return simulator.Decide(InvocationRequest.GlobalProfile(ClaudeModel.HAIKU_4_5, new ProfileRequestOptions
        {
            Account = "111122223333",
            SourceRegion = "af-south-1",
            PrincipalArn = principalArn,
            ContextKeys = new Dictionary<string, string[]> { ["aws:PrincipalTag/team"] = [] },
        }));
    }

    /// <summary>What is not known is left out.</summary>
    private static IDictionary<string, object> Describe(IInvocationObstacle obstacle)
    {
        var description = new Dictionary<string, object>
        {
            ["leg"] = obstacle.Leg.ToString(),
            ["layer"] = obstacle.Layer.ToString(),
        };
        if (obstacle.Sid is string sid)
        {
            description["sid"] = sid;
        }
        if (obstacle.Conditions.FirstOrDefault()?.Actual is string[] actual)
        {
            description["actual"] = actual;
        }
        return description;
    }
}
