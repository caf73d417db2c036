using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using CdkBedrockCris;
using Constructs;

namespace Consumer;

/// <summary>Records, alarms, a dashboard, quotas, batch jobs and the enablement of an account.</summary>
public sealed class OperationsStack : Stack
{
    private static readonly ClaudeModel[] Models = { ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5 };

    public OperationsStack(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        Watch();
        RunBatches();
        Enable();
    }

    private void Watch()
    {
        var quotas = TokenQuotas.Applied(this, "Quotas", new AppliedTokenQuotasProps
        {
            Models = Models,
            FallbackTokensPerMinute = 200_000,
        });
        var logging = new BedrockLoggingConfig(this, "Logging", new BedrockLoggingConfigProps
        {
            Prompts = PromptRecording.MASKED,
            LogGroupName = "/bedrock/invocations",
            Retention = RetentionDays.TWO_YEARS,
            OnRemoval = LoggingRemoval.RETAIN,
        });
        var topic = Topic.FromTopicArn(this, "OnCall", "arn:aws:sns:af-south-1:111122223333:on-call");
        var alarms = logging.AddAlarms("Alarms", new InvocationAlarmsProps
        {
            Models = Models,
            Quotas = quotas,
            AllowedDestinationRegions = ["eu-*"],
            Actions = [new SnsAction(topic)],
        });
        logging.AddDashboard("Dashboard", new InvocationDashboardProps { Models = Models, Quotas = quotas, Alarms = alarms.Alarms });
        logging.GrantRead(Role.FromRoleName(this, "Auditors", "Auditors"));
        new InvocationQueries(this, "Queries", new InvocationQueriesProps
        {
            LogGroup = logging.LogGroup!,
            MetadataKeys = ["team"],
        });
        InvocationMetrics.OfModel(ClaudeModel.SONNET_5_5)
            .MetricThrottles(new MetricOptions { Period = Duration.Minutes(5) })
            .CreateAlarm(this, "Throttled", new CreateAlarmOptions { Threshold = 10, EvaluationPeriods = 1 });
    }

    private void RunBatches()
    {
        var batch = new ClaudeBatchAccess(this, "Batch", new ClaudeBatchAccessProps
        {
            Models = [ClaudeModel.OPUS_5],
            Expiration = Duration.Days(90),
        });
        batch.GrantSubmit(new Role(this, "Submitter", new RoleProps { AssumedBy = Services.Of(this, "lambda") }));
    }

    private void Enable()
    {
        new ModelEnablement(this, "Enablement", new ModelEnablementProps { Models = Models })
            .GrantEnable(new Role(this, "Enabler", new RoleProps { AssumedBy = Services.Of(this, "lambda") }));
        var more = new TokenQuotaIncrease(this, "More", new TokenQuotaIncreaseProps
        {
            Model = ClaudeModel.SONNET_5_5,
            TokensPerMinute = 4_000_000,
        });
        new CfnOutput(this, "Quota", new CfnOutputProps { Value = $"{more.Outcome}: {more.Detail}" });
    }
}
