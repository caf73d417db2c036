using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Amazon.CDK;
using CdkBedrockCris;

namespace Consumer;

/// <summary>What a user does wrong, each with the message that comes of it.</summary>
internal static class Mistakes
{
    internal static IEnumerable<string> Make(string outdir) => new Action[]
    {
        () => ClaudeModel.Of("global.anthropic.claude-opus-5"),
        () => new GlobalClaudeAccess(EmptyStack(), "Access", new GlobalClaudeAccessProps { Models = [] }),
        () => ClaudeCaller.OtherAccount(new OtherAccountCallerOptions
        {
            RoleArns = ["Assistant"],
            ExternalId = "claude-7f3a",
        }),
        () => new BedrockLoggingConfig(EmptyStack(), "Logging", new BedrockLoggingConfigProps
        {
            Prompts = PromptRecording.MASKED,
            ImageData = true,
        }),
        () => GuardTarget.Account("12345"),
        () => new QuotaPlan(new QuotaPlanProps
        {
            Model = ClaudeModel.SONNET_5_5,
            RequestsPerMinute = 1,
            InputTokens = 1,
            OutputTokens = 0,
            MaxTokens = 1,
        }),
        () => new GlobalClaudeAccess(EmptyStack(), "Access", new GlobalClaudeAccessProps { Models = [ClaudeModel.SONNET_5_5] })
            .ClientSettings(new ClaudeClientSettingsOptions { Primary = ClaudeModel.OPUS_5_5, Background = ClaudeModel.SONNET_5_5 }),
        () => SynthesizeBlocked(outdir),
    }.Select(MessageOf);

    private static Stack EmptyStack() => new Stack(new App(), "Empty", new StackProps { Env = Program.CapeTown });

    /// <summary>An app with a role that one of its own policies blocks: it does not synthesize.</summary>
    private static void SynthesizeBlocked(string outdir)
    {
        var app = new App(new AppProps { Outdir = Path.Combine(outdir, "blocked") });
        var claude = new Stack(app, "Claude", new StackProps { Env = Program.CapeTown });
        new GlobalClaudeAccess(claude, "Access", new GlobalClaudeAccessProps
        {
            Models = [ClaudeModel.HAIKU_4_5],
            AssumedBy = Services.Of(claude, "lambda"),
        });
        var organization = new Stack(app, "Organization", new StackProps { Env = Program.Management });
        new GlobalCrisDenyGuard(organization, "Guard", new GlobalCrisDenyGuardProps
        {
            Targets = [GuardTarget.Account("111122223333")],
        });
        GlobalCrisValidation.AddTo(app);
        app.Synth();
    }

    // What the library throws is a plain Exception here.
    private static string MessageOf(Action mistake, int index)
    {
        try
        {
            mistake();
        }
        catch (Exception error)
        {
            return error.Message;
        }
        throw new InvalidOperationException($"not refused: the mistake at {index}");
    }
}
