package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

// admitHaiku edits a Region deny, and says why the one before denied. What is nested here must come back whole.
func admitHaiku() admitted {
	regionDeny := map[string]interface{}{
		"Version": "2012-10-17",
		"Statement": []interface{}{
			map[string]interface{}{
				"Sid":       "Regions",
				"Effect":    "Deny",
				"NotAction": []string{"iam:*", "sts:*"},
				"Resource":  "*",
				"Condition": map[string]interface{}{
					"StringNotEquals": map[string][]string{"aws:RequestedRegion": {"af-south-1", "eu-west-1"}},
					"StringNotLike":   map[string]interface{}{"aws:PrincipalARN": jsii.Strings("arn:*:iam::*:role/Admin")},
				},
			},
		},
	}
	before := decide(regionDeny, nil)
	known := decide(regionDeny, jsii.String("arn:aws:iam::111122223333:role/Summarizer")) // its remedies hold statements, whole ones
	edited := bedrockcris.RegionDenyPolicy_Admit(
		bedrockcris.PolicySource_FromJson(jsii.String("region-deny"), regionDeny, nil),
		&bedrockcris.RegionDenyAdmissionOptions{
			AdmitModels: &[]bedrockcris.ClaudeModel{bedrockcris.ClaudeModel_HAIKU_4_5()},
			AdmitFrom:   jsii.Strings("af-south-1"),
		},
	)
	result := admitted{
		OutcomeBefore: before.Outcome(),
		Explanation:   before.Explain(),
		Obstacles:     []obstacle{},
		Remedies:      []remedy{},
		Document:      edited.Document,
		Changes:       edited.Changes,
		Remarks:       edited.Remarks,
		OutcomeAfter:  decide(edited.Document, nil).Outcome(),
	}
	for _, found := range *before.Obstacles() {
		seen := obstacle{Leg: found.Leg, Layer: found.Layer, Sid: found.Sid}
		if conditions := *found.Conditions; len(conditions) > 0 {
			seen.Actual = conditions[0].Actual
		}
		result.Obstacles = append(result.Obstacles, seen)
	}
	for _, found := range append(*before.Remedies(), *known.Remedies()...) {
		result.Remedies = append(result.Remedies, remedy{found.Kind, found.Sentence, found.Statements})
	}
	return result
}

// decide decides a call of Haiku under a service control policy, by a role or by whom nothing is known of.
func decide(scp interface{}, principalArn *string) bedrockcris.InvocationDecision {
	anything := map[string]interface{}{
		"Version":   "2012-10-17",
		"Statement": []map[string]string{{"Effect": "Allow", "Action": "*", "Resource": "*"}},
	}
	simulator := bedrockcris.NewInvocationSimulator(&bedrockcris.InvocationSimulatorProps{
		IdentityPolicies: &[]bedrockcris.PolicySource{
			bedrockcris.PolicySource_FromJson(jsii.String("anything"), anything, nil),
		},
		ServiceControlPolicies: &[]*bedrockcris.ServiceControlPolicyLevel{{
			LevelName: jsii.String("root"),
			Policies:  &[]bedrockcris.PolicySource{bedrockcris.PolicySource_FromJson(jsii.String("scp"), scp, nil)},
		}},
	})
	return simulator.Decide(bedrockcris.InvocationRequest_GlobalProfile(bedrockcris.ClaudeModel_HAIKU_4_5(), &bedrockcris.ProfileRequestOptions{
		Account:      jsii.String("111122223333"),
		SourceRegion: jsii.String("af-south-1"),
		PrincipalArn: principalArn,
		ContextKeys:  &map[string]*[]*string{"aws:PrincipalTag/team": {}},
	}))
}
