package main

import (
	"encoding/json"
	"io"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-bedrock-cris/cdk-bedrock-cris-go/bedrockcris"
)

type returned struct {
	ProfileID       *string             `json:"profileId"`
	BurndownRate    *float64            `json:"burndownRate"`
	Settings        *map[string]*string `json:"settings"`
	ManagedSettings json.RawMessage     `json:"managedSettings"`
	Guard           json.RawMessage     `json:"guard"`
	Matrix          []matrixRow         `json:"matrix"`
	RegionDeny      json.RawMessage     `json:"regionDeny"`
	Admitted        admitted            `json:"admitted"`
	Plans           []plan              `json:"plans"`
	Mistakes        []string            `json:"mistakes"`
}

type matrixRow struct {
	Route           bedrockcris.InferenceRoute    `json:"route"`
	Action          *string                       `json:"action"`
	ModelExcepted   *bool                         `json:"modelExcepted"`
	PrincipalExempt *bool                         `json:"principalExempt"`
	PromisedClosed  *bool                         `json:"promisedClosed"`
	Outcome         bedrockcris.InvocationOutcome `json:"outcome"`
}

type admitted struct {
	OutcomeBefore bedrockcris.InvocationOutcome `json:"outcomeBefore"`
	Explanation   *string                       `json:"explanation"`
	Obstacles     []obstacle                    `json:"obstacles"`
	Remedies      []remedy                      `json:"remedies"`
	Document      interface{}                   `json:"document"`
	Changes       *[]*string                    `json:"changes"`
	Remarks       *[]*string                    `json:"remarks"`
	OutcomeAfter  bedrockcris.InvocationOutcome `json:"outcomeAfter"`
}

type obstacle struct {
	Leg    bedrockcris.InvocationLeg `json:"leg"`
	Layer  bedrockcris.PolicyLayer   `json:"layer"`
	Sid    *string                   `json:"sid,omitempty"`
	Actual *[]*string                `json:"actual,omitempty"`
}

type remedy struct {
	Kind       bedrockcris.InvocationRemedyKind `json:"kind"`
	Sentence   *string                          `json:"sentence"`
	Statements *[]interface{}                   `json:"statements"`
}

type plan struct {
	Fits                     *bool                   `json:"fits"`
	FirstLimit               *bedrockcris.QuotaLimit `json:"firstLimit"`
	ReservedTokensPerRequest *float64                `json:"reservedTokensPerRequest"`
	SettledTokensPerRequest  *float64                `json:"settledTokensPerRequest"`
	Advice                   *[]*string              `json:"advice"`
}

// writeReturned writes what methods return: JSON, numbers, texts, and the messages of panics.
func writeReturned(w io.Writer, access *AccessStack, team *TeamStack, organization *OrganizationStack, blocked string) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	return encoder.Encode(returned{
		ProfileID:       (*access.Summaries.Profiles())[0].ProfileId(),
		BurndownRate:    bedrockcris.ClaudeModel_SONNET_5_5().OutputTokenBurndownRate(),
		Settings:        team.Settings.Environment(),
		ManagedSettings: json.RawMessage(*team.Settings.ClaudeCodeManagedSettings()),
		Guard:           json.RawMessage(*organization.Guard.ToJson()),
		Matrix:          matrix(organization.Guard),
		RegionDeny:      json.RawMessage(*organization.Regions.ToJson()),
		Admitted:        admitHaiku(),
		Plans:           []plan{planCalls(jsii.Number(2_000_000)), planCalls(nil)},
		Mistakes:        makeMistakes(blocked),
	})
}

func matrix(guard bedrockcris.GlobalCrisDenyGuard) []matrixRow {
	rows := []matrixRow{}
	for _, row := range *guard.Matrix() {
		rows = append(rows, matrixRow{
			row.Route, row.Action, row.ModelExcepted, row.PrincipalExempt, row.PromisedClosed, row.Outcome,
		})
	}
	return rows
}

// planCalls does the arithmetic of quotas; what is not known without a quota is nil.
func planCalls(tokensPerMinuteQuota *float64) plan {
	calls := bedrockcris.NewQuotaPlan(&bedrockcris.QuotaPlanProps{
		Model:                bedrockcris.ClaudeModel_SONNET_4_6(),
		RequestsPerMinute:    jsii.Number(60),
		InputTokens:          jsii.Number(3_000),
		CacheWriteTokens:     jsii.Number(1_000),
		OutputTokens:         jsii.Number(1_000),
		MaxTokens:            jsii.Number(32_000),
		TokensPerMinuteQuota: tokensPerMinuteQuota,
	})
	result := plan{
		Fits:                     calls.Fits(),
		ReservedTokensPerRequest: calls.ReservedTokensPerRequest(),
		SettledTokensPerRequest:  calls.SettledTokensPerRequest(),
		Advice:                   calls.Advice(),
	}
	if limit := calls.FirstLimit(); limit != "" {
		result.FirstLimit = &limit
	}
	return result
}
