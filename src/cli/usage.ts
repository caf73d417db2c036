import { POLICY } from './policy/usage';
import { describeProject } from '../core/facts/project';

/** A mistake in the input: only its message is shown. */
export class BadInput extends Error {}

/** A mistake in the command line: the message also points to the help. */
export class BadUsage extends BadInput {}

/** The commands that have a help of their own. */
export type Topic = 'report' | 'explain' | 'check-scp' | 'policy' | 'quota';

// Commands in the help are to be copied, so they stay on one line.
/* eslint-disable @stylistic/max-len */

export const OVERVIEW = `cdk-bedrock-cris: who may call Claude through Amazon Bedrock global cross-Region inference, why a call is denied, and
whether calls fit into their quotas. It works offline and never calls AWS.

Commands
  report      Shows who may call Claude in a synthesized CDK app: in the terminal, as JSON or as a page.
  explain     Explains why calls are denied: which leg, which layer, which statement, and how to fix it. It reads policies,
              a template, the text of an error, or several of them.
  check-scp   Checks whether each service control policy allows global calls.
  policy      Prints policies that open or close global calls, for Terraform, CloudFormation and landing zones.
  quota       Checks whether calls fit into their quotas, and what to write into an increase request.

AWS authorizes a global call on three legs. They are the profile and the model in the source Region, and the model without a
Region. On the third leg, aws:RequestedRegion is "unspecified". A fourth leg is ${describeProject()}.

  cdk-bedrock-cris COMMAND --help     Shows the options of a command.
  cdk-bedrock-cris --version          Prints the version.

Exit status: 0 allowed, or fits; 1 denied or not certain, or does not fit; 2 bad input.
`;

const CALL = `The call
  --region REGION        The source Region.
  --model ID             Such as anthropic.claude-sonnet-5-5.
  --account ID           The account of the caller.
  --principal ARN        The calling role or user; the ARN of a session works too, but does not show its role's path.
  --profile-kind KIND    The profile: global (default), or application, an application profile that copies the global one.
  --profile-id ID        The ID of that application profile; for one of the template, its construct path or logical ID;
                         by default each application profile that the policies name.
  --project-id ID        The project that the call names; by default the account's default project.
  --stream               The streaming form of the call (ConverseStream, InvokeModelWithResponseStream).
  --context KEY=VALUE    The value of a condition key, such as aws:PrincipalTag/team=blue; KEY= means that the request
                         does not carry the key.`;

const OUTPUT = `Output
  --format FORMAT        The format: table (default), or json as docs/explain.schema.json in the repository describes it.
  Tables fold to the width of the terminal, or to COLUMNS if the output goes elsewhere.`;

const FILES = `A file holds a policy document, a template, or the output of an AWS command. A directory is read with everything below it; - is
standard input.`;

const EXPLAIN = `cdk-bedrock-cris explain: why calls are denied, and how to fix it.

  cdk-bedrock-cris explain --scp FILE… [--identity FILE…] [--boundary FILE] [options]
  cdk-bedrock-cris explain --template FILE --role NAME [--scp FILE…] [options]
  cdk-bedrock-cris explain --error TEXT [--scp FILE…] [options]

Policies
  --scp FILE…            Service control policies; AWS's FullAWSAccess is assumed to be attached too.
  --scp-level NAME       The level (root, OU, account) of the --scp that follow; each level must allow a call.
  --no-full-aws-access   FullAWSAccess is attached nowhere: the given policies list everything that is allowed.
  --identity FILE…       Policies of the role or user; without this option they are assumed to allow everything.
  --boundary FILE        Its permissions boundary.
  --session FILE         The session policy that was passed when the role was assumed.
  --endpoint FILE        The policy of the VPC endpoint that the call goes through.
  --template FILE        A CloudFormation or SAM template, or the output of iam get-account-authorization-details; --role
                         names the identity whose policies and boundary are judged.
  --role NAME            A role, function, user or permission set in it: its logical ID, its construct path, such as
                         Claude/Access/Role, or its name.
  --error TEXT           The text of an error, a log or a CloudTrail event, or - to read it from standard input.
${FILES}

${CALL}
Facts that you do not give come from the error, the template or the policies, and the output names the source. explain judges
every model that the identity's policies name, in each way to invoke it. --model and --stream narrow that. A fact that is
still missing stays open: if the answer depends on it, the answer is "depends", and the output names the option to give. The
output then shows af-south-1, anthropic.claude-sonnet-5-5 and 111122223333 as examples.

${OUTPUT}

Exit status: 0 all calls are allowed, 1 one is denied or not certain, 2 bad input.

Examples
  npx cdk-bedrock-cris explain --error 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy'
  echo '{"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "af-south-1"}}}' |
    npx cdk-bedrock-cris explain --scp - --region af-south-1 --model anthropic.claude-opus-5-5
`;

const CHECK_SCP = `cdk-bedrock-cris check-scp: whether service control policies allow global calls.

  cdk-bedrock-cris check-scp FILE… [options]

It judges each document by itself, together with AWS's FullAWSAccess. It asks about three calls: the global one, the streaming
one, and one through an application profile. ${FILES}

  --no-full-aws-access   FullAWSAccess is attached nowhere: the documents list everything that is allowed.

${CALL}
A fact that you do not give stays open: if a document's answer depends on it, the answer is "depends".

${OUTPUT}

Exit status: 0 each document allows the call, 1 one does not or may not, 2 bad input.

Examples
  echo '{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "unspecified"]}}}' |
    npx cdk-bedrock-cris check-scp - --region eu-west-1
  echo '{"Effect": "Deny", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:::foundation-model/*"}' | npx cdk-bedrock-cris check-scp -
`;

const QUOTA = `cdk-bedrock-cris quota: whether calls fit into their quotas.

  cdk-bedrock-cris quota --model ID --requests-per-minute N --input N --output N --max-tokens N [options]

It counts tokens as Bedrock does. When a request starts, it counts all input and max_tokens. When the request has ended, it
counts input, cache writes and 5, 10 or 15 × output, as AWS states for the model; if AWS states nothing, 10. It shows which
limit is met first, and what to write into an increase request.

Numbers are averages of one request, such as 32000 or 32,000. For quotas, give the applied values in Service Quotas.
  --requests-per-minute N         Requests that start in a minute; may be a fraction.
  --peak-requests-per-minute N    Requests in the busiest minute; by default the same.
  --hours-per-day N               Hours of a day with calls, for a case with AWS Support; by default 24.
  --input N, --output N           Tokens in and out; input without the tokens that the prompt cache holds.
  --cache-read N, --cache-write N Input tokens read from the prompt cache, and written to it; by default 0.
  --max-tokens N                  The max_tokens of the calls; if they leave it unset, the most that the model can answer.
  --burndown-rate N               How many times an output token counts; by default what AWS states, or 10.
  --tokens-per-minute N           The quota; without it, the plan shows which one is needed.
  --tokens-per-day N              Cross-Model Max Tokens Per Day, one quota of all models. The plan explains 0, which refuses
                                  every call, and values below AWS's default. AWS counts it by price, so no other value
                                  decides anything.
  --requests-per-minute-quota N   The quota, if the model has one.

Output
  --support-case                  Write the case with AWS Support for more tokens per day, whatever --tokens-per-day is; by
                                  default only if that is below AWS's default.
  --format FORMAT                 The format: table (default) or json. Both show the same. The fields of json are fits,
                                  firstLimit, limits, sustainableRequestsPerMinute, requiredTokensPerMinute, advice,
                                  increaseRequest and supportCase. Fields that no quota decides are absent.
  Tables fold to the width of the terminal, or to COLUMNS if the output goes elsewhere.

Exit status: 0 fits or no quota decides it, 1 does not fit, 2 bad input.

Examples
  npx cdk-bedrock-cris quota --model anthropic.claude-sonnet-5-5 --requests-per-minute 60 --input 3000 --output 1000 --max-tokens 32000 --tokens-per-minute 2000000
  npx cdk-bedrock-cris quota --model anthropic.claude-opus-5-5 --requests-per-minute 10 --input 3000 --output 1000 --max-tokens 4000 --tokens-per-day 0
`;

const REPORT = `cdk-bedrock-cris report: who may call Claude in a CDK app.

  cdk-bedrock-cris report [DIRECTORY] [--scp FILE…] [options]

It reads the cloud assembly that cdk synth has written: DIRECTORY, or cdk.out. It judges each role, user and permission set
whose policies allow global calls, for each model, with and without streaming. It applies the boundaries, and the service
control policies of the app and of files. A call that a policy names is a finding if it is blocked or partly allowed. Calls
that a wildcard allows are listed. What cannot be judged is listed as not judged, with its cause.

The organization
  --scp FILE…            Service control policies that the organization already has; each file is a level of its own.
  --scp-level NAME       The level of the --scp that follow, if files share one.
  --organization FILE    What is above each account, as JSON: {"111122223333": ["r-ab12", "ou-ab12-11111111"]}; [] for the
                         management account. Without it, each policy is assumed to be above every account.
  --no-full-aws-access   FullAWSAccess is attached nowhere: the policies list everything that is allowed.

Output
  --format FORMAT        The format: table (default), json as docs/report.schema.json in the repository describes it, or
                         html, a page that needs no network.
  --out FILE             Write it into a file.
  --only LIST            Show only these findings, with commas between them; --only FINDINGS shows all of them. The rules:
                         blocked-access, partial-access, stream-missing, open-route, malformed-policy, stack-set-refused,
                         wide-trust, closed-trust, blocked-project, guardrail-optional, over-grant, not-judged.
  --strict               Fail on what is not judged, too.
  --evidence             Add the record for compliance to JSON and page; --commit ID and --date DAY say what it is about.
  Tables fold to the width of the terminal, or to COLUMNS if the output goes elsewhere.

Exit status: 0 no call that a policy names is blocked or partial, and no guard leaves open what it closes. 1 a call is, or a
guard does; with --strict also if something is not judged. 2 there is no assembly, a part of it is broken (the rest is
reported), or a file or an option is bad.

Examples
  npx cdk-bedrock-cris report cdk.out
  npx cdk-bedrock-cris report cdk.out --format html --out report.html
`;

/** The help of each command. */
export const HELP: Readonly<Record<Topic, string>> = {
  'report': REPORT, 'explain': EXPLAIN, 'check-scp': CHECK_SCP, 'policy': POLICY, 'quota': QUOTA,
};
