// Command smallest is the smallest example of the README in Go.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Claude"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("af-south-1")},
	})

	bedrockcris.NewGlobalClaudeAccess(stack, jsii.String("Access"), &bedrockcris.GlobalClaudeAccessProps{
		Models: &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_SONNET_5_5(), bedrockcris.ClaudeModel_OPUS_5_5()},
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs-tasks.amazonaws.com"), &awsiam.ServicePrincipalOpts{
			Conditions: &map[string]interface{}{
				"StringEquals": map[string]interface{}{"aws:SourceAccount": stack.Account()},
			},
		}),
	})
	app.Synth(nil)
}
