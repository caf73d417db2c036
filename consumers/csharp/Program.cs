using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Amazon.CDK;
using CdkBedrockCris;

namespace Consumer;

/// <summary>
/// The app of consumers/typescript/app.ts once more in C#: construct by construct, with the same IDs. It writes its cloud
/// assembly into CDK_OUTDIR, and into returned.json beside it what methods return.
/// </summary>
public static class Program
{
    // Not `Environment`, which is System's as well.
    internal static readonly Amazon.CDK.Environment CapeTown = new() { Account = "111122223333", Region = "af-south-1" };
    internal static readonly Amazon.CDK.Environment Management = new() { Account = "999988887777", Region = "us-east-1" };

    public static void Main()
    {
        var app = new App();
        var access = new AccessStack(app, "Access", new StackProps { Env = CapeTown });
        var team = new TeamStack(app, "Team", new StackProps { Env = CapeTown });
        new OperationsStack(app, "Operations", new StackProps { Env = CapeTown });
        var organization = new OrganizationStack(app, "Organization", new StackProps { Env = Management });
        GlobalCrisValidation.AddTo(app, new GlobalCrisValidationProps
        {
            OrganizationalUnits = new Dictionary<string, string[]> { ["111122223333"] = ["r-ab12"] },
        });
        var outdir = app.Synth().Directory;

        File.WriteAllText(Path.Combine(outdir, "returned.json"), JsonSerializer.Serialize(new
        {
            profileId = access.Summaries.Profiles[0].ProfileId,
            burndownRate = ClaudeModel.SONNET_5_5.OutputTokenBurndownRate,
            settings = team.Settings,
            managedSettings = Parse(team.ManagedSettings),
            guard = Parse(organization.Guard.ToJson()),
            matrix = organization.Guard.Matrix.Select(row => new
            {
                route = row.Route.ToString(),
                action = row.Action,
                modelExcepted = row.ModelExcepted,
                principalExempt = row.PrincipalExempt,
                promisedClosed = row.PromisedClosed,
                outcome = row.Outcome.ToString(),
            }),
            regionDeny = Parse(organization.Regions.ToJson()),
            admitted = Decisions.AdmitHaiku(),
            plans = new[] { Decisions.Plan(2_000_000), Decisions.Plan(null) },
            mistakes = Mistakes.Make(outdir),
        }, new JsonSerializerOptions { WriteIndented = true }));
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
