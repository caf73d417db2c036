using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using CdkBedrockCris;
using Constructs;

namespace Consumer;

/// <summary>A team that pays for its own calls, its function with the settings that match, and its dashboard.</summary>
public sealed class TeamStack : Stack
{
    /// <summary>What the settings say; they hold no token, as the profile is imported.</summary>
    public IDictionary<string, string> Settings { get; }

    public string ManagedSettings { get; }

    public TeamStack(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var profile = new ApplicationProfile(this, "Billing", new ApplicationProfileProps { Model = ClaudeModel.SONNET_5_5 });
        Amazon.CDK.Tags.Of(profile).Add("team", "billing");
        var access = new GlobalClaudeAccess(this, "Access", new GlobalClaudeAccessProps { ApplicationProfiles = [profile] });
        var function = new Function(this, "Summarizer", new FunctionProps
        {
            Runtime = Runtime.PYTHON_3_14,
            Handler = "index.handler",
            Code = Code.FromInline("def handler(event, context): return event"),
            LogGroup = new LogGroup(this, "SummarizerLog", new LogGroupProps { RemovalPolicy = RemovalPolicy.DESTROY }),
        });
        access.AttachTo(function.Role!);
        var models = new ClaudeClientSettingsOptions { Primary = ClaudeModel.SONNET_5_5, Background = ClaudeModel.SONNET_5_5 };
        var settings = access.ClientSettings(models);
        settings.AddToFunction(function);
        settings.WriteToParameter(this, "ClaudeCode", new SettingsParameterOptions
        {
            Format = ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS,
        }).GrantRead(function);
        new InvocationDashboard(this, "Dashboard", new InvocationDashboardProps { ApplicationProfiles = [profile] });

        var imported = ApplicationProfile.FromProfileArn(this, "Imported", new ApplicationProfileAttributes
        {
            ProfileArn = "arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6",
            Model = ClaudeModel.SONNET_5_5,
        });
        var theirs = new GlobalClaudeAccess(this, "ImportedAccess", new GlobalClaudeAccessProps
        {
            ApplicationProfiles = [imported],
        }).ClientSettings(models);
        Settings = theirs.Environment;
        ManagedSettings = theirs.ClaudeCodeManagedSettings;
    }
}
