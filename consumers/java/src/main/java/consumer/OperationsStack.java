package consumer;

import static consumer.Services.role;

import io.github.cdkbedrockcris.AppliedTokenQuotasProps;
import io.github.cdkbedrockcris.BedrockLoggingConfig;
import io.github.cdkbedrockcris.ClaudeBatchAccess;
import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.InvocationAlarms;
import io.github.cdkbedrockcris.InvocationAlarmsProps;
import io.github.cdkbedrockcris.InvocationDashboardProps;
import io.github.cdkbedrockcris.InvocationMetrics;
import io.github.cdkbedrockcris.InvocationQueries;
import io.github.cdkbedrockcris.LoggingRemoval;
import io.github.cdkbedrockcris.ModelEnablement;
import io.github.cdkbedrockcris.PromptRecording;
import io.github.cdkbedrockcris.TokenQuotaIncrease;
import io.github.cdkbedrockcris.TokenQuotas;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Records, alarms, a dashboard, quotas, batch jobs and the enablement of an account. */
final class OperationsStack extends Stack {
    private static final List<ClaudeModel> MODELS = List.of(ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5);

    OperationsStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        watch();

        ClaudeBatchAccess batch = ClaudeBatchAccess.Builder.create(this, "Batch")
            .models(List.of(ClaudeModel.OPUS_5))
            .expiration(Duration.days(90))
            .build();
        batch.grantSubmit(role(this, "Submitter", "lambda"));
        ModelEnablement.Builder.create(this, "Enablement").models(MODELS).build().grantEnable(role(this, "Enabler", "lambda"));
        TokenQuotaIncrease more = TokenQuotaIncrease.Builder.create(this, "More")
            .model(ClaudeModel.SONNET_5_5)
            .tokensPerMinute(4_000_000)
            .build();
        CfnOutput.Builder.create(this, "Quota").value(more.getOutcome() + ": " + more.getDetail()).build();
    }

    private void watch() {
        TokenQuotas quotas = TokenQuotas.applied(this, "Quotas", AppliedTokenQuotasProps.builder()
            .models(MODELS)
            .fallbackTokensPerMinute(200_000)
            .build());
        BedrockLoggingConfig logging = BedrockLoggingConfig.Builder.create(this, "Logging")
            .prompts(PromptRecording.MASKED)
            .logGroupName("/bedrock/invocations")
            .retention(RetentionDays.TWO_YEARS)
            .onRemoval(LoggingRemoval.RETAIN)
            .build();
        ITopic topic = Topic.fromTopicArn(this, "OnCall", "arn:aws:sns:af-south-1:111122223333:on-call");
        InvocationAlarms alarms = logging.addAlarms("Alarms", InvocationAlarmsProps.builder()
            .models(MODELS)
            .quotas(quotas)
            .allowedDestinationRegions(List.of("eu-*"))
            .actions(List.of(new SnsAction(topic)))
            .build());
        logging.addDashboard("Dashboard", InvocationDashboardProps.builder()
            .models(MODELS)
            .quotas(quotas)
            .alarms(alarms.getAlarms())
            .build());
        logging.grantRead(Role.fromRoleName(this, "Auditors", "Auditors"));
        InvocationQueries.Builder.create(this, "Queries")
            .logGroup(Objects.requireNonNull(logging.getLogGroup()))
            .metadataKeys(List.of("team"))
            .build();
        InvocationMetrics.ofModel(ClaudeModel.SONNET_5_5)
            .metricThrottles(MetricOptions.builder().period(Duration.minutes(5)).build())
            .createAlarm(this, "Throttled", CreateAlarmOptions.builder().threshold(10).evaluationPeriods(1).build());
    }
}
