import { POLICY } from './policy/usage';
import { describeProject } from '../core/facts/project';

/** A mistake of the user's: its message is all that is shown. */
export class BadInput extends Error {}

/** One in the command line, which the help would have prevented. */
export class BadUsage extends BadInput {}

/** The help of each command, and the one for those who do not know them yet. */
export type Topic = 'report' | 'explain' | 'check-scp' | 'policy' | 'quota';

// Commands in the help are to be copied, so they stay on one line.
/* eslint-disable @stylistic/max-len */

export const OVERVIEW = `cdk-bedrock-cris: who may call Claude through Amazon Bedrock global cross-Region inference, why a call is denied, and
whether calls fit into their quotas. All is decided offline; nothing is asked of AWS.

Commands
  report      Say of a synthesized CDK app who may call Claude: for a terminal, as JSON, or as a page.
  explain     Say why calls are denied: which leg, which layer, which statement, and what mends it. Takes policies, a
              template, the text of an error, or several of them.
  check-scp   Say of each service control policy whether it lets global calls through.
  policy      Print policies that open or close global calls, for Terraform, CloudFormation and landing zones.
  quota       Say whether calls fit into their quotas, and what to write into an increase request.

One call is authorized on three legs: the profile in the source Region, the model in the source Region, and the model without
a Region, where aws:RequestedRegion is "unspecified"; and ${describeProject()}.

  cdk-bedrock-cris explain --help     says more of one command; so do those of the others
  cdk-bedrock-cris --version

Exit status: 0 allowed, or fits; 1 denied or not certain, or does not fit; 2 bad input.
`;

const CALL = `The call
  --region REGION        the source Region
  --model ID             such as anthropic.claude-sonnet-5-5
  --account ID           the account of the caller
  --principal ARN        the calling role or user; of a session, the path of its role is not known
  --profile-kind KIND    global (default), or application: an application profile that was copied from the global one
  --profile-id ID        the ID of that application profile, or of a template's its construct's path or logical ID; by
                         default each that the policies name
  --project-id ID        the project that the call names; without it the account's default project
  --stream               the streaming form of the call (ConverseStream, InvokeModelWithResponseStream)
  --context KEY=VALUE    the value of a condition key, such as aws:PrincipalTag/team=blue; KEY= where the request does not
                         carry it`;

const OUTPUT = `Output
  --format FORMAT        table (default) or json, as docs/explain.schema.json in the repository has it
  Tables fold to the terminal's width; elsewhere to COLUMNS, where that is set.`;

const FILES = `A file holds a policy document, a template, or what an AWS command printed; a directory is read with all below it; - is standard
input.`;

const EXPLAIN = `cdk-bedrock-cris explain: why calls are denied, and what mends it

  cdk-bedrock-cris explain --scp FILE… [--identity FILE…] [--boundary FILE] [options]
  cdk-bedrock-cris explain --template FILE --role NAME [--scp FILE…] [options]
  cdk-bedrock-cris explain --error TEXT [--scp FILE…] [options]

Policies
  --scp FILE…            service control policies, beside AWS's FullAWSAccess
  --scp-level NAME       the level (root, OU, account) of the --scp that follow; each level must allow a call
  --no-full-aws-access   FullAWSAccess is attached nowhere: the given policies list all that is allowed
  --identity FILE…       policies of the role or user; without any, they are taken as allowing everything
  --boundary FILE        its permissions boundary
  --session FILE         the session policy that was passed when the role was assumed
  --endpoint FILE        the policy of the VPC endpoint that the call goes through
  --template FILE        a CloudFormation or SAM template, or what iam get-account-authorization-details prints: --role names
                         whose policies and boundary are asked
  --role NAME            a role, function, user or permission set in it, by its logical ID, by its construct path, such as
                         Claude/Access/Role, or by its name
  --error TEXT           the text of an error, a log or a CloudTrail event, or - to read it from standard input
${FILES}

${CALL}
What is not said is read from the error, the template or the policies, and the output says from where. Every model, and each
way to invoke it, that the policies of the identity name is judged; --model and --stream narrow that. Anything still unknown
stays open: where the answer rests on it, the answer is "depends", and the output says what to give. To have something to show,
af-south-1, anthropic.claude-sonnet-5-5 and 111122223333 stand in for it.

${OUTPUT}

Exit status: 0 all calls are allowed, 1 one is denied or not certain, 2 bad input.

Examples
  npx cdk-bedrock-cris explain --error 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy'
  echo '{"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "af-south-1"}}}' |
    npx cdk-bedrock-cris explain --scp - --region af-south-1 --model anthropic.claude-opus-5-5
`;

const CHECK_SCP = `cdk-bedrock-cris check-scp: whether service control policies let global calls through

  cdk-bedrock-cris check-scp FILE… [options]

Each document is judged by itself, beside AWS's FullAWSAccess, for a call as asked, its streaming form, and one through an
application profile. ${FILES}

  --no-full-aws-access   FullAWSAccess is attached nowhere: the documents list all that is allowed

${CALL}
Anything not given stays open: a document whose answer rests on it has "depends".

${OUTPUT}

Exit status: 0 each document lets the call through, 1 one does not or may not, 2 bad input.

Examples
  echo '{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "unspecified"]}}}' |
    npx cdk-bedrock-cris check-scp - --region eu-west-1
  echo '{"Effect": "Deny", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:::foundation-model/*"}' | npx cdk-bedrock-cris check-scp -
`;

const QUOTA = `cdk-bedrock-cris quota: whether calls fit into their quotas

  cdk-bedrock-cris quota --model ID --requests-per-minute N --input N --output N --max-tokens N [options]

It counts tokens as Bedrock does: all input and max_tokens when a request starts; input, cache writes and 5, 10 or 15 × output
when it has ended, as AWS states for the model, or 10 is assumed. It says what is met first, and what to write into an
increase request.

Numbers, as averages of one request, such as 32000 or 32,000; of Service Quotas, those that it shows as applied
  --requests-per-minute N         requests that start in a minute; may be a fraction
  --peak-requests-per-minute N    in the busiest minute; without it the same
  --hours-per-day N               hours of a day with calls, for a case with AWS Support; without it 24
  --input N, --output N           tokens in and out; input without what the prompt cache holds
  --cache-read N, --cache-write N input tokens read from the prompt cache, and written to it; without them 0
  --max-tokens N                  the max_tokens of the calls; where they leave it unset, the most that the model can
                                  answer
  --burndown-rate N               how many times an output token counts; without it what AWS states, or 10
  --tokens-per-minute N           the quota; without it the plan says which one is needed
  --tokens-per-day N              Cross-Model Max Tokens Per Day, one quota of all models: 0, which refuses every call,
                                  and less than AWS's default are explained; AWS counts it by price, so no other value
                                  decides anything
  --requests-per-minute-quota N   the quota, where the model has one

Output
  --support-case                  write the case with AWS Support for more tokens per day, whatever --tokens-per-day is;
                                  without it where that is less than AWS's default
  --format FORMAT                 table (default) or json: all that the table shows, with fits, firstLimit, limits,
                                  sustainableRequestsPerMinute, requiredTokensPerMinute, advice, increaseRequest,
                                  supportCase; without what no quota decides
  Tables fold to the terminal's width; elsewhere to COLUMNS, where that is set.

Exit status: 0 fits or no quota decides it, 1 does not fit, 2 bad input.

Examples
  npx cdk-bedrock-cris quota --model anthropic.claude-sonnet-5-5 --requests-per-minute 60 --input 3000 --output 1000 --max-tokens 32000 --tokens-per-minute 2000000
  npx cdk-bedrock-cris quota --model anthropic.claude-opus-5-5 --requests-per-minute 10 --input 3000 --output 1000 --max-tokens 4000 --tokens-per-day 0
`;

const REPORT = `cdk-bedrock-cris report: who may call Claude in a CDK app

  cdk-bedrock-cris report [DIRECTORY] [--scp FILE…] [options]

It reads the cloud assembly that cdk synth has written, cdk.out unless another DIRECTORY is given: each role, user and
permission set whose policies allow global calls, each model, whole and as a stream, under the boundaries and the service
control policies of the app and of files. Calls that a policy names, and that are blocked or partly allowed, are findings;
calls that a wildcard allows are listed. What cannot be judged is listed as not judged, with its cause.

The organization
  --scp FILE…            service control policies that the organization has already; each file is a level of its own
  --scp-level NAME       the level of the --scp that follow, where files share one
  --organization FILE    what is above each account, as JSON: {"111122223333": ["r-ab12", "ou-ab12-11111111"]}; [] for the
                         management account. Without it each policy is taken to be above every account
  --no-full-aws-access   FullAWSAccess is attached nowhere: the policies list all that is allowed

Output
  --format FORMAT        table (default), json, as docs/report.schema.json in the repository has it, or html: a page that needs
                         no network
  --out FILE             write it into a file
  --only LIST            show only these findings, with commas between them: FINDINGS for all, or blocked-access,
                         partial-access, stream-missing, open-route, malformed-policy, stack-set-refused, wide-trust,
                         closed-trust, blocked-project, guardrail-optional, over-grant, not-judged
  --strict               what is not judged fails too
  --evidence             add the record for compliance to JSON and page; --commit ID and --date DAY say what it is about
  Tables fold to the terminal's width; elsewhere to COLUMNS, where that is set.

Exit status: 0 no call that a policy names is blocked or partial, and no guard leaves open what it closes; 1 one is, or does,
or with --strict something is not judged; 2 no assembly, or a broken one, of which the rest is reported; a bad file or option.

Examples
  npx cdk-bedrock-cris report cdk.out
  npx cdk-bedrock-cris report cdk.out --format html --out report.html
`;

/** The help of each command. */
export const HELP: Readonly<Record<Topic, string>> = {
  'report': REPORT, 'explain': EXPLAIN, 'check-scp': CHECK_SCP, 'policy': POLICY, 'quota': QUOTA,
};
