package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

// OrganizationStack is what the organization closes, and what its Region deny admits.
type OrganizationStack struct {
	awscdk.Stack
	Guard   bedrockcris.GlobalCrisDenyGuard
	Regions bedrockcris.RegionDenyPolicy
}

// NewOrganizationStack adds the stack to an app.
func NewOrganizationStack(scope constructs.Construct, id string, props *awscdk.StackProps) *OrganizationStack {
	stack := awscdk.NewStack(scope, &id, props)
	guard := bedrockcris.NewGlobalCrisDenyGuard(stack, jsii.String("Guard"), &bedrockcris.GlobalCrisDenyGuardProps{
		Targets:             &[]bedrockcris.GuardTarget{bedrockcris.GuardTarget_OrganizationalUnit(jsii.String("ou-ab12-cd34ef56"))},
		ExceptModels:        &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_HAIKU_4_5()},
		ExemptPrincipalArns: jsii.Strings("arn:*:iam::*:role/BreakGlass"),
		Routes: &[]bedrockcris.InferenceRoute{
			bedrockcris.InferenceRoute_MANTLE,
			bedrockcris.InferenceRoute_BEARER_TOKEN,
		},
	})
	guard.AsPermissionsBoundary(jsii.String("Boundary"))
	regions := bedrockcris.NewRegionDenyPolicy(stack, jsii.String("Regions"), &bedrockcris.RegionDenyPolicyProps{
		Targets:        &[]bedrockcris.GuardTarget{bedrockcris.GuardTarget_Account(jsii.String("222233334444"))},
		AllowedRegions: jsii.Strings("af-south-1", "eu-west-1"),
		AdmitModels:    &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_SONNET_5_5()},
		AdmitFrom:      jsii.Strings("af-south-1"),
	})
	return &OrganizationStack{Stack: stack, Guard: guard, Regions: regions}
}
