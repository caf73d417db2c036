import { describeProject } from '../core/facts/project';

/** A mistake of the user's: its message is all that is shown. */
export class BadInput extends Error {}

/** One in the command line, which the help would have prevented. */
export class BadUsage extends BadInput {}

export const USAGE = `cdk-bedrock-cris: why a call of Claude through Amazon Bedrock global cross-Region inference is denied, decided
offline; and whether calls fit into their quotas

Usage
  cdk-bedrock-cris explain --scp FILE… [--identity FILE…] [--boundary FILE] [options]
  cdk-bedrock-cris explain --template FILE --role LOGICAL-ID [--scp FILE…] [options]
  cdk-bedrock-cris explain --error 'User: arn:… is not authorized to perform: bedrock:InvokeModel on resource: arn:…' [--scp FILE…]
  cdk-bedrock-cris check-scp FILE… [options]
  cdk-bedrock-cris quota --model ID --requests-per-minute N --input N --output N --max-tokens N [options]

One call is authorized on three legs: the profile in the source Region, the model in the source Region, and the model without a
Region, where aws:RequestedRegion is "unspecified"; and ${describeProject()}.
explain says which leg is denied, by which statement of which policy, and what
mends it. check-scp says it of service control policies, one by one. Nothing is asked of AWS; files hold policy documents as JSON.

quota counts tokens as Bedrock does: all input and max_tokens when a request starts; input, cache writes and 5, 10 or 15 × output
when it has ended, as AWS states for the model, or 10 is assumed. It says whether calls fit into quotas, what is met first, and what
to write into an increase request.

Policies
  --scp FILE…            service control policies, beside AWS's FullAWSAccess
  --scp-level NAME       the level (root, OU, account) of the --scp that follow; each level must allow a call
  --no-full-aws-access   FullAWSAccess is attached nowhere: the given policies list all that is allowed
  --identity FILE…       policies of the role or user; without any, they are taken as allowing everything
  --boundary FILE        its permissions boundary
  --template FILE        a synthesized CloudFormation template, whose role --role has the policies and the boundary
  --role LOGICAL-ID      the role in the template, also by its construct path, such as Claude/Access/Role
  --error TEXT           the text of an AccessDenied, or - to read it from standard input

The call
  --model ID             for example anthropic.claude-sonnet-5-5
  --region REGION        the source Region
  --account ID           the account of the caller
  --principal ARN        the ARN of the calling role or user
  --profile-kind KIND    global (default), or application: an application profile that was copied from the global one
  --profile-id ID        the ID of that application profile
  --project-id ID        the project that the call names; without it the account's default project
  --stream               the streaming form of the call (ConverseStream, InvokeModelWithResponseStream); without it the other one
  --context KEY=VALUE    the value of a condition key, such as aws:PrincipalTag/team=blue; KEY= where the request does not carry it
What is not said is taken from the error or the policies where they name one; otherwise anthropic.claude-sonnet-5-5, af-south-1 and
111122223333 stand in. The output says so.

Numbers of quota, as averages of one request, such as 32000 or 32,000; of Service Quotas, those that it shows as applied
  --requests-per-minute N         requests that start in a minute; may be a fraction
  --peak-requests-per-minute N    in the busiest minute; without it the same
  --hours-per-day N               hours of a day with calls, for a case with AWS Support; without it 24
  --input N, --output N           tokens in and out; input without what the prompt cache holds
  --cache-read N, --cache-write N input tokens read from the prompt cache, and written to it; without them 0
  --max-tokens N                  the max_tokens of the calls; where they leave it unset, the most that the model can answer
  --burndown-rate N               how many times an output token counts; without it what AWS states for the model, or 10
  --tokens-per-minute N           the quota; without it the plan says which one is needed
  --tokens-per-day N              Cross-Model Max Tokens Per Day, one quota of all models: 0, which refuses every call, and less than
                                  AWS's default are explained; AWS counts it by price, so no other value decides anything
  --requests-per-minute-quota N   the quota, where the model has one

Output
  --format FORMAT        table (default) or json (of explain and check-scp: docs/explain.schema.json in the repository)
                         json of quota: all that the table shows, with fits, firstLimit, limits, sustainableRequestsPerMinute,
                         requiredTokensPerMinute, advice, increaseRequest, supportCase; without what no quota decides
  --help, --version

Exit status: 0 allowed, 1 denied or not certain, 2 bad input; of quota: 0 fits or no quota decides it, 1 does not fit, 2 bad input.

Examples
  npx cdk-bedrock-cris check-scp policies/*.json --region af-south-1
  npx cdk-bedrock-cris explain --scp region-deny.json --model anthropic.claude-opus-5-5 --region af-south-1
  npx cdk-bedrock-cris explain --template cdk.out/Claude.template.json --role AccessRoleEC309E6D --scp region-deny.json
  npx cdk-bedrock-cris quota --model anthropic.claude-sonnet-5-5 --requests-per-minute 60 --input 3000 --output 1000 --max-tokens 32000 \\
    --tokens-per-minute 2000000
`;
