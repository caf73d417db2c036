package consumer;

import io.github.cdkbedrockcris.BedrockLoggingConfig;
import io.github.cdkbedrockcris.ClaudeCaller;
import io.github.cdkbedrockcris.ClaudeClientSettingsOptions;
import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.GlobalClaudeAccess;
import io.github.cdkbedrockcris.GlobalCrisDenyGuard;
import io.github.cdkbedrockcris.GlobalCrisValidation;
import io.github.cdkbedrockcris.GuardTarget;
import io.github.cdkbedrockcris.OtherAccountCallerOptions;
import io.github.cdkbedrockcris.PromptRecording;
import io.github.cdkbedrockcris.QuotaPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** What a user does wrong, each with the message that comes of it. */
final class Mistakes {
    private Mistakes() {
    }

    static List<String> make(Path outdir, StackProps capeTown, StackProps management) {
        return Stream.<Runnable>of(
            () -> ClaudeModel.of("global.anthropic.claude-opus-5"),
            () -> GlobalClaudeAccess.Builder.create(empty(capeTown), "Access").models(List.of()).build(),
            () -> ClaudeCaller.otherAccount(OtherAccountCallerOptions.builder()
                .roleArns(List.of("Assistant"))
                .externalId("claude-7f3a")
                .build()),
            () -> BedrockLoggingConfig.Builder.create(empty(capeTown), "Logging")
                .prompts(PromptRecording.MASKED)
                .imageData(true)
                .build(),
            () -> GuardTarget.account("12345"),
            () -> QuotaPlan.Builder.create()
                .model(ClaudeModel.SONNET_5_5)
                .requestsPerMinute(1)
                .inputTokens(1)
                .outputTokens(0)
                .maxTokens(1)
                .build(),
            () -> GlobalClaudeAccess.Builder.create(empty(capeTown), "Access")
                .models(List.of(ClaudeModel.SONNET_5_5))
                .build()
                .clientSettings(ClaudeClientSettingsOptions.builder()
                    .primary(ClaudeModel.OPUS_5_5)
                    .background(ClaudeModel.SONNET_5_5)
                    .build()),
            () -> synthesizeBlocked(outdir, capeTown, management)
        ).map(Mistakes::messageOf).collect(Collectors.toList());
    }

    private static Stack empty(StackProps props) {
        return new Stack(new App(), "Empty", props);
    }

    /** An app with a role that one of its own policies blocks: it does not synthesize. */
    private static void synthesizeBlocked(Path outdir, StackProps capeTown, StackProps management) {
        App blocked = App.Builder.create().outdir(outdir.resolve("blocked").toString()).build();
        Stack claude = new Stack(blocked, "Claude", capeTown);
        GlobalClaudeAccess.Builder.create(claude, "Access")
            .models(List.of(ClaudeModel.HAIKU_4_5))
            .assumedBy(Services.service(claude, "lambda"))
            .build();
        GlobalCrisDenyGuard.Builder.create(new Stack(blocked, "Organization", management), "Guard")
            .targets(List.of(GuardTarget.account("111122223333")))
            .build();
        GlobalCrisValidation.addTo(blocked);
        blocked.synth();
    }

    private static String messageOf(Runnable mistake) {
        try {
            mistake.run();
        } catch (RuntimeException error) {
            return error.getMessage();
        }
        throw new AssertionError("not refused: " + mistake);
    }
}
