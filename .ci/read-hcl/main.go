// Reads what `policy` writes for Terraform as Terraform does: by its parser, its format and its expressions, without its providers.
// Each directory CASE/terraform and CASE/terraform-json must hold the documents and the name of CASE/expected.json. A part of a page,
// in PAGE.md-LINE/terraform, has none.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

const account = "111122223333"

type expected struct {
	Name      string            `json:"name"`
	Documents []json.RawMessage `json:"documents"`
}

var partOfPage = regexp.MustCompile(`\.md-\d+$`)

var schema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "locals"},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "resource", LabelNames: []string{"type", "name"}},
}}

func main() {
	files, err := filepath.Glob(filepath.Join(os.Args[1], "*", "terraform*", "*.tf*"))
	if err != nil || len(files) == 0 {
		fail("there is no file of Terraform's in %s", os.Args[1])
	}
	for _, file := range files {
		check(file)
	}
	fmt.Printf("%d files are as Terraform reads and formats them\n", len(files))
}

func check(file string) {
	text := must(os.ReadFile(file))
	parser := hclparse.NewParser()
	var parsed *hcl.File
	var diagnostics hcl.Diagnostics
	if strings.HasSuffix(file, ".json") {
		parsed, diagnostics = parser.ParseJSON(text, file)
	} else {
		parsed, diagnostics = parser.ParseHCL(text, file)
		if string(hclwrite.Format(text)) != string(text) {
			fail("%s is not formatted as `terraform fmt` does", file)
		}
	}
	refuse(diagnostics)
	content, diagnostics := parsed.Body.Content(schema) // a block of another kind fails
	refuse(diagnostics)

	place := filepath.Dir(filepath.Dir(file))
	if partOfPage.MatchString(place) {
		return
	}

	context := makeContext(content)
	var documents []string
	var names []string
	for _, block := range content.Blocks.OfType("resource") {
		attributes, diagnostics := block.Body.JustAttributes()
		refuse(diagnostics)
		for name, attribute := range attributes {
			switch name {
			case "policy", "content":
				documents = append(documents, normalize([]byte(evaluate(attribute, context))))
			case "name":
				names = append(names, evaluate(attribute, context))
			}
		}
	}

	var wanted expected
	if err := json.Unmarshal(must(os.ReadFile(filepath.Join(place, "expected.json"))), &wanted); err != nil {
		fail("%v", err)
	}
	var wantedDocuments []string
	for _, document := range wanted.Documents {
		wantedDocuments = append(wantedDocuments, normalize(document))
	}
	sort.Strings(documents)
	sort.Strings(wantedDocuments)
	if strings.Join(documents, "\n") != strings.Join(wantedDocuments, "\n") {
		fail("%s has other documents than it should:\n%s\n%s", file, documents, wantedDocuments)
	}
	for _, name := range names {
		if !strings.HasPrefix(name, wanted.Name) {
			fail("%s has the name %q, and should have %q", file, name, wanted.Name)
		}
	}
}

// makeContext gives what expressions of these files may refer to. What they may not is unknown, and fails.
func makeContext(content *hcl.BodyContent) *hcl.EvalContext {
	identities := map[string]cty.Value{}
	for _, block := range content.Blocks.OfType("data") {
		identities[block.Labels[1]] = cty.ObjectVal(map[string]cty.Value{"account_id": cty.StringVal(account)})
	}
	context := &hcl.EvalContext{
		Variables: map[string]cty.Value{"data": cty.ObjectVal(map[string]cty.Value{"aws_caller_identity": cty.ObjectVal(identities)})},
		Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc},
	}
	locals := map[string]cty.Value{}
	for _, block := range content.Blocks.OfType("locals") {
		attributes, diagnostics := block.Body.JustAttributes()
		refuse(diagnostics)
		for name, attribute := range attributes {
			value, diagnostics := attribute.Expr.Value(context)
			refuse(diagnostics)
			locals[name] = value
		}
	}
	context.Variables["local"] = cty.ObjectVal(locals)
	return context
}

func evaluate(attribute *hcl.Attribute, context *hcl.EvalContext) string {
	value, diagnostics := attribute.Expr.Value(context)
	refuse(diagnostics)
	return value.AsString()
}

// normalize writes JSON with its keys sorted.
func normalize(text []byte) string {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		fail("%v", err)
	}
	return string(must(json.Marshal(value)))
}

func refuse(diagnostics hcl.Diagnostics) {
	if diagnostics.HasErrors() {
		fail("%s", diagnostics.Error())
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
