package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

// NewOperationsStack adds records, alarms, a dashboard, quotas, batch jobs and the enablement of an account.
func NewOperationsStack(scope constructs.Construct, id string, props *awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, props)
	models := &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_SONNET_5_5(), bedrockcris.ClaudeModel_HAIKU_4_5()}
	watch(stack, models)
	submitBatches(stack)

	enablement := bedrockcris.NewModelEnablement(stack, jsii.String("Enablement"), &bedrockcris.ModelEnablementProps{Models: models})
	enablement.GrantEnable(awsiam.NewRole(stack, jsii.String("Enabler"), &awsiam.RoleProps{AssumedBy: service(stack, "lambda")}))
	more := bedrockcris.NewTokenQuotaIncrease(stack, jsii.String("More"), &bedrockcris.TokenQuotaIncreaseProps{
		Model:           bedrockcris.ClaudeModel_SONNET_5_5(),
		TokensPerMinute: jsii.Number(4_000_000),
	})
	awscdk.NewCfnOutput(stack, jsii.String("Quota"), &awscdk.CfnOutputProps{
		Value: jsii.Sprintf("%s: %s", *more.Outcome(), *more.Detail()),
	})
	return stack
}

func watch(stack awscdk.Stack, models *[]bedrockcris.ClaudeModel) {
	quotas := bedrockcris.TokenQuotas_Applied(stack, jsii.String("Quotas"), &bedrockcris.AppliedTokenQuotasProps{
		Models:                  models,
		FallbackTokensPerMinute: jsii.Number(200_000),
	})
	logging := bedrockcris.NewBedrockLoggingConfig(stack, jsii.String("Logging"), &bedrockcris.BedrockLoggingConfigProps{
		Prompts:      bedrockcris.PromptRecording_MASKED,
		LogGroupName: jsii.String("/bedrock/invocations"),
		Retention:    awslogs.RetentionDays_TWO_YEARS,
		OnRemoval:    bedrockcris.LoggingRemoval_RETAIN,
	})
	onCall := awssns.Topic_FromTopicArn(stack, jsii.String("OnCall"), jsii.String("arn:aws:sns:af-south-1:111122223333:on-call"))
	alarms := logging.AddAlarms(jsii.String("Alarms"), &bedrockcris.InvocationAlarmsProps{
		Models:                    models,
		Quotas:                    quotas,
		AllowedDestinationRegions: jsii.Strings("eu-*"),
		Actions:                   &[]awscloudwatch.IAlarmAction{awscloudwatchactions.NewSnsAction(onCall)},
	})
	logging.AddDashboard(jsii.String("Dashboard"), &bedrockcris.InvocationDashboardProps{
		Models: models,
		Quotas: quotas,
		Alarms: alarms.Alarms(),
	})
	logging.GrantRead(awsiam.Role_FromRoleName(stack, jsii.String("Auditors"), jsii.String("Auditors"), nil))
	bedrockcris.NewInvocationQueries(stack, jsii.String("Queries"), &bedrockcris.InvocationQueriesProps{
		LogGroup:     logging.LogGroup(),
		MetadataKeys: jsii.Strings("team"),
	})
	bedrockcris.InvocationMetrics_OfModel(bedrockcris.ClaudeModel_SONNET_5_5(), nil).
		MetricThrottles(&awscloudwatch.MetricOptions{Period: awscdk.Duration_Minutes(jsii.Number(5))}).
		CreateAlarm(stack, jsii.String("Throttled"), &awscloudwatch.CreateAlarmOptions{
			Threshold:         jsii.Number(10),
			EvaluationPeriods: jsii.Number(1),
		})
}

func submitBatches(stack awscdk.Stack) {
	batch := bedrockcris.NewClaudeBatchAccess(stack, jsii.String("Batch"), &bedrockcris.ClaudeBatchAccessProps{
		Models:     &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_OPUS_5()},
		Expiration: awscdk.Duration_Days(jsii.Number(90)),
	})
	batch.GrantSubmit(awsiam.NewRole(stack, jsii.String("Submitter"), &awsiam.RoleProps{AssumedBy: service(stack, "lambda")}))
}
