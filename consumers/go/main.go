// Command consumer is the app of consumers/typescript/app.ts in Go, with the same IDs. It writes its cloud assembly into CDK_OUTDIR,
// and what methods return into returned.json beside it.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	access := NewAccessStack(app, "Access", &awscdk.StackProps{Env: capeTown()})
	team := NewTeamStack(app, "Team", &awscdk.StackProps{Env: capeTown()})
	NewOperationsStack(app, "Operations", &awscdk.StackProps{Env: capeTown()})
	organization := NewOrganizationStack(app, "Organization", &awscdk.StackProps{Env: management()})
	bedrockcris.GlobalCrisValidation_AddTo(app, &bedrockcris.GlobalCrisValidationProps{
		OrganizationalUnits: &map[string]*[]*string{"111122223333": jsii.Strings("r-ab12")},
	})
	directory := *app.Synth(nil).Directory()

	file, err := os.Create(filepath.Join(directory, "returned.json"))
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	blocked := filepath.Join(directory, "blocked")
	if err := writeReturned(file, access, team, organization, blocked); err != nil {
		log.Fatal(err)
	}
}

func capeTown() *awscdk.Environment {
	return &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("af-south-1")}
}

func management() *awscdk.Environment {
	return &awscdk.Environment{Account: jsii.String("999988887777"), Region: jsii.String("us-east-1")}
}
