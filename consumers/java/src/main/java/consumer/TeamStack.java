package consumer;

import io.github.cdkbedrockcris.ApplicationProfile;
import io.github.cdkbedrockcris.ApplicationProfileAttributes;
import io.github.cdkbedrockcris.ClaudeClientSettings;
import io.github.cdkbedrockcris.ClaudeClientSettingsOptions;
import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.ClientSettingsFormat;
import io.github.cdkbedrockcris.GlobalClaudeAccess;
import io.github.cdkbedrockcris.IApplicationProfile;
import io.github.cdkbedrockcris.InvocationDashboard;
import io.github.cdkbedrockcris.SettingsParameterOptions;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** A team that pays for its own calls, its function with the settings that match, and its dashboard. */
final class TeamStack extends Stack {
    private static final ClaudeClientSettingsOptions SONNET_ONLY = ClaudeClientSettingsOptions.builder()
        .primary(ClaudeModel.SONNET_5_5)
        .background(ClaudeModel.SONNET_5_5)
        .build();

    private final ClaudeClientSettings settings;

    TeamStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        ApplicationProfile profile = ApplicationProfile.Builder.create(this, "Billing").model(ClaudeModel.SONNET_5_5).build();
        Tags.of(profile).add("team", "billing");
        GlobalClaudeAccess access = GlobalClaudeAccess.Builder.create(this, "Access").applicationProfiles(List.of(profile)).build();
        Function summarizer = Function.Builder.create(this, "Summarizer")
            .runtime(Runtime.PYTHON_3_14)
            .handler("index.handler")
            .code(Code.fromInline("def handler(event, context): return event"))
            .logGroup(LogGroup.Builder.create(this, "SummarizerLog").removalPolicy(RemovalPolicy.DESTROY).build())
            .build();
        access.attachTo(Objects.requireNonNull(summarizer.getRole()));
        ClaudeClientSettings own = access.clientSettings(SONNET_ONLY);
        own.addToFunction(summarizer);
        own.writeToParameter(this, "ClaudeCode", SettingsParameterOptions.builder()
            .format(ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS)
            .build()).grantRead(summarizer);
        InvocationDashboard.Builder.create(this, "Dashboard").applicationProfiles(List.of(profile)).build();

        IApplicationProfile imported = ApplicationProfile.fromProfileArn(this, "Imported", ApplicationProfileAttributes.builder()
            .profileArn("arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6")
            .model(ClaudeModel.SONNET_5_5)
            .build());
        settings = GlobalClaudeAccess.Builder.create(this, "ImportedAccess")
            .applicationProfiles(List.of(imported))
            .build()
            .clientSettings(SONNET_ONLY);
    }

    /** What they say holds no token, as the profile is imported. */
    ClaudeClientSettings getSettings() {
        return settings;
    }
}
