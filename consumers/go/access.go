package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

// AccessStack says who may call: an inline grant, a shared policy, created roles, callers from elsewhere, a guardrail, a private endpoint.
type AccessStack struct {
	awscdk.Stack
	Summaries bedrockcris.GlobalClaudeAccess
}

// NewAccessStack adds the stack to an app.
func NewAccessStack(scope constructs.Construct, id string, props *awscdk.StackProps) *AccessStack {
	stack := awscdk.NewStack(scope, &id, props)
	summaries := summarize(stack)
	chat(stack)
	admitFromElsewhere(stack)
	review(stack)
	return &AccessStack{Stack: stack, Summaries: summaries}
}

func summarize(stack awscdk.Stack) bedrockcris.GlobalClaudeAccess {
	summarizer := awsiam.NewRole(stack, jsii.String("Summarizer"), &awsiam.RoleProps{AssumedBy: service(stack, "lambda")})
	summaries := bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Summaries"), &bedrockcris.GlobalClaudeAccessProps{
		Models:    &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_HAIKU_4_5()},
		Streaming: jsii.Bool(false),
	})
	summaries.GrantInvoke(summarizer)
	return summaries
}

func chat(stack awscdk.Stack) {
	assistant := awsiam.NewRole(stack, jsii.String("Assistant"), &awsiam.RoleProps{AssumedBy: service(stack, "ecs-tasks")})
	chats := bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Chats"), &bedrockcris.GlobalClaudeAccessProps{
		Models:  &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_SONNET_5_5(), bedrockcris.ClaudeModel_HAIKU_4_5()},
		Project: bedrockcris.ClaudeProject_Named(jsii.String("chats")),
	})
	chats.AttachTo(assistant)
}

func admitFromElsewhere(stack awscdk.Stack) {
	next := bedrockcris.ClaudeModel_Of(jsii.String("anthropic.claude-next-1"), &bedrockcris.ClaudeModelOptions{
		SourceRegions: jsii.Strings("af-south-1"),
	})
	corporate := awsiam.SamlProvider_FromSamlProviderArn(
		stack, jsii.String("Corporate"), jsii.String("arn:aws:iam::111122223333:saml-provider/corporate"))
	bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Engineers"), &bedrockcris.GlobalClaudeAccessProps{
		Models:             &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_OPUS_5_5(), next},
		AssumedBy:          bedrockcris.ClaudeCaller_Saml(&bedrockcris.SamlCallerOptions{Provider: corporate}),
		MaxSessionDuration: awscdk.Duration_Hours(jsii.Number(8)),
	})

	sonnet := &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_SONNET_5_5()}
	bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Workflow"), &bedrockcris.GlobalClaudeAccessProps{
		Models: sonnet,
		AssumedBy: bedrockcris.ClaudeCaller_GitHub(&bedrockcris.GitHubCallerOptions{
			Owner:        jsii.String("octo-org"),
			OwnerId:      jsii.String("123456"),
			Repository:   jsii.String("octo-repo"),
			RepositoryId: jsii.String("456789"),
			Environment:  jsii.String("production"),
		}),
	})
	people := bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("People"), &bedrockcris.GlobalClaudeAccessProps{
		Models:            sonnet,
		ManagedPolicyName: jsii.String("claude-people"),
	})
	for _, policy := range *people.CustomerManagedPolicies() {
		awscdk.NewCfnOutput(stack, jsii.String("PeoplePolicy"), &awscdk.CfnOutputProps{Value: jsii.String(*policy.Path + *policy.Name)})
	}
}

func review(stack awscdk.Stack) {
	reviewer := awsiam.NewRole(stack, jsii.String("Reviewer"), &awsiam.RoleProps{AssumedBy: service(stack, "lambda")})
	reviews := bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Reviews"), &bedrockcris.GlobalClaudeAccessProps{
		Models: &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_OPUS_5_5()},
		Role:   reviewer,
		RequiredGuardrails: &[]*bedrockcris.RequiredGuardrail{{
			GuardrailArn:     jsii.String("arn:aws:bedrock:af-south-1:111122223333:guardrail/abc123def456"),
			GuardrailVersion: jsii.String("1"),
		}},
	})
	vpc := awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{
		AvailabilityZones: jsii.Strings("af-south-1a"),
		NatGateways:       jsii.Number(0),
		SubnetConfiguration: &[]*awsec2.SubnetConfiguration{{
			Name:       jsii.String("isolated"),
			SubnetType: awsec2.SubnetType_PRIVATE_ISOLATED,
		}},
	})
	endpoint := vpc.AddInterfaceEndpoint(jsii.String("BedrockRuntime"), &awsec2.InterfaceVpcEndpointOptions{
		Service: awsec2.InterfaceVpcEndpointAwsService_BEDROCK_RUNTIME(),
		Open:    jsii.Bool(false),
	})
	reviews.RestrictEndpoint(endpoint, nil)
}

// service may assume a role for resources of this account only.
func service(stack awscdk.Stack, name string) awsiam.IPrincipal {
	return awsiam.NewServicePrincipal(jsii.String(name+".amazonaws.com"), &awsiam.ServicePrincipalOpts{
		Conditions: &map[string]interface{}{
			"StringEquals": map[string]interface{}{"aws:SourceAccount": stack.Account()},
		},
	})
}
