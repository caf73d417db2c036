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

export const OVERVIEW = `cdk-bedrock-cris: who may call Claude through Amazon Bedrock global cross-Region inference, why calls are denied,
and whether they fit into their quotas. It works offline and never calls AWS.

Commands
  report      Shows who may call Claude in a synthesized CDK app: in the terminal, as JSON or as an HTML page.
  explain     Explains why calls are denied (which leg, which layer, which statement) and how to fix it. It reads policies, a
              template, the text of an error, or a combination of them.
  check-scp   Checks whether each service control policy allows global calls.
  policy      Prints policies that allow or deny global calls, for Terraform, CloudFormation and landing zones.
  quota       Checks whether calls fit into their quotas, and writes the text of an increase request.

AWS authorizes a global call on three legs. The first two are the profile and the model in the source Region. The third is
the model without a Region, for which aws:RequestedRegion is "unspecified".
A fourth leg is ${describeProject()}.

  cdk-bedrock-cris COMMAND --help     Shows the options of a command.
  cdk-bedrock-cris --version          Prints the version.

Exit status: 0 allowed, or fits; 1 denied, not certain, or does not fit; 2 bad input.
`;

/** The options of a call; the commands say differently which application profiles they judge. */
const writeCallOptions = (profileId: string) => `The call
  --region REGION        The source Region.
  --model ID             The model's ID, such as anthropic.claude-sonnet-5-5.
  --account ID           The caller's account ID.
  --principal ARN        The calling role or user. A session's ARN works too, but does not show the path of its role.
  --profile-kind KIND    The kind of profile: global (default), or application for a copy of the global profile.
  --profile-id ID        ${profileId}
  --project-id ID        The project that the call names; by default the account's default project.
  --stream               Judge the streaming form of the call (ConverseStream, InvokeModelWithResponseStream).
  --context KEY=VALUE    A condition key and its value, such as aws:PrincipalTag/team=blue; KEY= means that the request
                         does not carry the key.`;

const WIDTH = 'Tables fold to the width of the terminal, or to COLUMNS if the output goes elsewhere.';

const OUTPUT = `Output
  --format FORMAT        table (default), or json, which docs/explain.schema.json in the repository describes.
  ${WIDTH}`;

const FILES = `A file holds a policy document, a template, or the output of an AWS command. For a directory, all files below it are read.
Use - for standard input.`;

const OF_POLICIES = `The ID of that application profile, or its construct path or logical ID if the template creates it.
                         By default, each application profile that the policies name.`;

const EXPLAIN = `cdk-bedrock-cris explain: why calls are denied, and how to fix it.

  cdk-bedrock-cris explain --scp FILE… [--identity FILE…] [--boundary FILE] [options]
  cdk-bedrock-cris explain --template FILE --role NAME [--scp FILE…] [options]
  cdk-bedrock-cris explain --error TEXT [--scp FILE…] [options]

Policies
  --scp FILE…            Service control policies. AWS's FullAWSAccess is assumed to be attached too.
  --scp-level NAME       The level (root, OU, account) of the --scp files that follow. Each level must allow a call.
  --no-full-aws-access   FullAWSAccess is attached nowhere: the given policies list everything that is allowed.
  --identity FILE…       Policies of the role or user. By default they are assumed to allow everything.
  --boundary FILE        The permissions boundary of the role or user.
  --session FILE         The session policy that was passed when the role was assumed.
  --endpoint FILE        The policy of the VPC endpoint that the call goes through.
  --template FILE        A CloudFormation or SAM template, or the output of aws iam get-account-authorization-details; --role
                         names the identity whose policies and boundary are judged.
  --role NAME            A role, function, user or permission set in the template: its logical ID, its name, or its construct
                         path, such as Claude/Access/Role.
  --error TEXT           The text of an error, a log or a CloudTrail event, or - to read it from standard input.
${FILES}

${writeCallOptions(OF_POLICIES)}
explain takes the facts that you do not give from the error, the template or the policies, and names the source of each. It
judges every model that the identity's policies name, with and without streaming, unless --model or --stream narrows that.
Facts that are still missing stay open: if the answer depends on one, it is "depends", and the output names the option to give.
The output then shows af-south-1, anthropic.claude-sonnet-5-5 and 111122223333 as examples.

${OUTPUT}

Exit status: 0 all calls are allowed; 1 a call is denied or not certain; 2 bad input.

Examples
  npx cdk-bedrock-cris explain --error 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy'
  echo '{"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "af-south-1"}}}' |
    npx cdk-bedrock-cris explain --scp - --region af-south-1 --model anthropic.claude-opus-5-5
`;

const CHECK_SCP = `cdk-bedrock-cris check-scp: whether service control policies allow global calls.

  cdk-bedrock-cris check-scp FILE… [options]

It judges each document on its own, with AWS's FullAWSAccess attached, for three calls: a global one, a streaming one, and one
through an application profile.
${FILES}

  --no-full-aws-access   FullAWSAccess is attached nowhere: the documents list everything that is allowed.

${writeCallOptions('The ID of that application profile: the part of its ARN after the last "/".')}
Facts that you do not give stay open: if the answer for a document depends on one, it is "depends".

${OUTPUT}

Exit status: 0 every document allows the call; 1 one denies it or may deny it; 2 bad input.

Examples
  echo '{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "unspecified"]}}}' |
    npx cdk-bedrock-cris check-scp - --region eu-west-1
  echo '{"Effect": "Deny", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:::foundation-model/*"}' | npx cdk-bedrock-cris check-scp -
`;

const QUOTA = `cdk-bedrock-cris quota: whether calls fit into their quotas.

  cdk-bedrock-cris quota --model ID --requests-per-minute N --input N --output N --max-tokens N [options]

It counts tokens as Bedrock does. When a request starts, all its input and its max_tokens count. Once the request has ended, its
input, its cache writes and 5, 10 or 15 × its output count: the rate that AWS states for the model, or 10 if AWS states none. The
output shows which limit is reached first, and the text of an increase request.

Give token counts as averages per request, such as 32000 or 32,000, and quotas as the values that Service Quotas shows as applied.
  --requests-per-minute N         Requests that start in a minute; may be a fraction.
  --peak-requests-per-minute N    Requests in the busiest minute; by default the same.
  --hours-per-day N               Hours per day with calls, for the AWS Support case; by default 24.
  --input N, --output N           Input tokens, not counting those of the prompt cache, and output tokens.
  --cache-read N, --cache-write N Input tokens read from the prompt cache, and written to it; by default 0.
  --max-tokens N                  The max_tokens of the calls; if they leave it unset, the model's longest answer.
  --burndown-rate N               How many times an output token counts; by default the rate that AWS states, or 10.
  --tokens-per-minute N           The tokens-per-minute quota; without it, the plan shows which one you need.
  --tokens-per-day N              Cross-Model Max Tokens Per Day, one quota for all models. With 0, every call fails. The plan
                                  explains 0 and values below AWS's default. AWS counts this quota by price, so no other
                                  value changes the verdict.
  --requests-per-minute-quota N   The requests-per-minute quota, if the model has one.

Output
  --support-case                  Write the AWS Support case for more tokens per day, whatever --tokens-per-day is. By default
                                  it is written only if that value is below AWS's default.
  --format FORMAT                 table (default) or json, with the same content. The fields of json are, among
                                  others, fits, firstLimit, limits, sustainableRequestsPerMinute, requiredTokensPerMinute,
                                  advice, increaseRequest and supportCase. Fields that no known quota decides are absent.
  ${WIDTH}

Exit status: 0 the calls fit, or no known quota decides; 1 they do not fit; 2 bad input.

Examples
  npx cdk-bedrock-cris quota --model anthropic.claude-sonnet-5-5 --requests-per-minute 60 --input 3000 --output 1000 --max-tokens 32000 --tokens-per-minute 2000000
  npx cdk-bedrock-cris quota --model anthropic.claude-opus-5-5 --requests-per-minute 10 --input 3000 --output 1000 --max-tokens 4000 --tokens-per-day 0
`;

const REPORT = `cdk-bedrock-cris report: who may call Claude in a CDK app.

  cdk-bedrock-cris report [DIRECTORY] [--scp FILE…] [options]

It reads the cloud assembly that cdk synth wrote to DIRECTORY (by default cdk.out). For each role, user and permission set whose
policies allow global calls, it judges the calls to each model, with and without streaming. It applies permissions boundaries,
and the service control policies of the app and of --scp. A call that a policy allows by the model's name is a finding if it is
blocked or only partly allowed. Calls that a wildcard allows are only listed. Whatever cannot be judged is listed as not judged,
with the cause.

The organization
  --scp FILE…            Service control policies that the organization already has. Each file is a separate level.
  --scp-level NAME       The level of the --scp files that follow, if several share one.
  --organization FILE    The root and units above each account, as JSON: {"111122223333": ["r-ab12", "ou-ab12-11111111"]}; [] for
                         the management account. Without this file, each policy is assumed to be above every account.
  --no-full-aws-access   FullAWSAccess is attached nowhere: the policies list everything that is allowed.

Output
  --format FORMAT        table (default); json, which docs/report.schema.json in the repository describes; or html, a page that
                         needs no network.
  --out FILE             Write the report to a file.
  --only LIST            Show only the findings of these rules, separated by commas; --only FINDINGS shows all. The rules:
                         blocked-access, partial-access, stream-missing, open-route, malformed-policy, stack-set-refused,
                         wide-trust, closed-trust, blocked-project, guardrail-optional, over-grant, not-judged.
  --strict               Also fail on what is not judged.
  --evidence             Add the compliance record to JSON and HTML; --commit ID and --date DAY say what it is about.
  ${WIDTH}

Exit status: 0 no call that a policy allows by name is blocked or partial, and no guard leaves open what it promises to close.
1 a call or a guard fails that; with --strict, also if something is not judged. 2 there is no assembly, part of it is broken (the
rest is reported), or a file or an option is bad.

Examples
  npx cdk-bedrock-cris report cdk.out
  npx cdk-bedrock-cris report cdk.out --format html --out report.html
`;

/** The help of each command. */
export const HELP: Readonly<Record<Topic, string>> = {
  'report': REPORT, 'explain': EXPLAIN, 'check-scp': CHECK_SCP, 'policy': POLICY, 'quota': QUOTA,
};
