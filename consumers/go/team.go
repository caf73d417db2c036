package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

// TeamStack is a team that pays for its own calls, its function with the settings that match, and its dashboard.
type TeamStack struct {
	awscdk.Stack
	// Settings name an imported profile, so that they hold no token.
	Settings bedrockcris.ClaudeClientSettings
}

// NewTeamStack adds the stack to an app.
func NewTeamStack(scope constructs.Construct, id string, props *awscdk.StackProps) *TeamStack {
	stack := awscdk.NewStack(scope, &id, props)
	profile := bedrockcris.NewApplicationProfile(stack, jsii.String("Billing"), &bedrockcris.ApplicationProfileProps{
		Model: bedrockcris.ClaudeModel_SONNET_5_5(),
	})
	awscdk.Tags_Of(profile).Add(jsii.String("team"), jsii.String("billing"), nil)
	access := bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Access"), &bedrockcris.GlobalClaudeAccessProps{
		ApplicationProfiles: &[]bedrockcris.IApplicationProfile{profile},
	})

	fn := awslambda.NewFunction(stack, jsii.String("Summarizer"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_PYTHON_3_14(),
		Handler: jsii.String("index.handler"),
		Code:    awslambda.Code_FromInline(jsii.String("def handler(event, context): return event")),
		LogGroup: awslogs.NewLogGroup(stack, jsii.String("SummarizerLog"), &awslogs.LogGroupProps{
			RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		}),
	})
	access.AttachTo(fn.Role())
	settings := access.ClientSettings(sonnetForAll())
	settings.AddToFunction(fn)
	settings.WriteToParameter(stack, jsii.String("ClaudeCode"), &bedrockcris.SettingsParameterOptions{
		Format: bedrockcris.ClientSettingsFormat_CLAUDE_CODE_MANAGED_SETTINGS,
	}).GrantRead(fn)
	bedrockcris.NewInvocationDashboard(stack, jsii.String("Dashboard"), &bedrockcris.InvocationDashboardProps{
		ApplicationProfiles: &[]bedrockcris.IMonitoredApplicationProfile{profile},
	})

	imported := bedrockcris.ApplicationProfile_FromProfileArn(stack, jsii.String("Imported"), &bedrockcris.ApplicationProfileAttributes{
		ProfileArn: jsii.String("arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6"),
		Model:      bedrockcris.ClaudeModel_SONNET_5_5(),
	})
	importedAccess := bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("ImportedAccess"), &bedrockcris.GlobalClaudeAccessProps{
		ApplicationProfiles: &[]bedrockcris.IApplicationProfile{imported},
	})
	return &TeamStack{Stack: stack, Settings: importedAccess.ClientSettings(sonnetForAll())}
}

func sonnetForAll() *bedrockcris.ClaudeClientSettingsOptions {
	sonnet := bedrockcris.ClaudeModel_SONNET_5_5()
	return &bedrockcris.ClaudeClientSettingsOptions{Primary: sonnet, Background: sonnet}
}
