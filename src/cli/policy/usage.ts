// Commands in the help are to be copied, so they stay on one line.
/* eslint-disable @stylistic/max-len */

import { GLOBAL_SERVICE_ACTIONS } from '../../core/facts/global-service-actions';

export const POLICY = `cdk-bedrock-cris policy: policies that open or close global calls, for teams without CDK

  cdk-bedrock-cris policy access --model ID… --region REGION [--account ID] [options]
  cdk-bedrock-cris policy endpoint --model ID… --region REGION --principal ARN… [--account ID] [options]
  cdk-bedrock-cris policy guard [--except-model ID…] [--route ROUTE…] [--source-region REGION…] [--exempt ARN…] [options]
  cdk-bedrock-cris policy region-deny --allow-region REGION… --admit-model ID… [--admit-from REGION…] [options]

The documents are those of the constructs GlobalClaudeAccess, restrictEndpoint, GlobalCrisDenyGuard and RegionDenyPolicy, held to
the same rules. A document that fails its check is not printed. An option that takes
several is given again for each.

access, endpoint: who may call
  --model ID             a Claude model, such as anthropic.claude-sonnet-5-5
  --application-profile ARN=MODEL
                         an application profile, such as that of a team, and the model that it was copied from; its model is
                         reached through it alone, unless --model names that too
  --region REGION        the Region in which the profiles are called
  --account ID           the account of the callers; terraform and cloudformation fill in that of the deployment
  --project-id ID        the project that the calls name; without it the account's default project
  --no-streaming         without the streaming form of the call
  --principal ARN        of an endpoint: a role or user who calls through it; * and ? are wildcards

guard: who may not
  --except-model ID      a model, of any provider, that stays open through global profiles
  --route ROUTE          a further route to close: GEOGRAPHIC_PROFILE, DIRECT_OTHER_REGION, BATCH, MANTLE or BEARER_TOKEN
  --source-region REGION where Bedrock may be called; for the first two routes

region-deny: a Region deny that admits
  --allow-region REGION  a Region in which everything stays allowed
  --admit-model ID       a Claude model that may be called through its global profile
  --admit-from REGION    an allowed Region in which it may be called; without it the first that has all models
  --exempt-action ACTION an action that stays allowed everywhere; without any, the ${GLOBAL_SERVICE_ACTIONS.length} that AWS Control Tower exempts

guard, region-deny
  --exempt ARN           a role or user who is exempt, such as arn:aws:iam::111122223333:role/BreakGlass; with * as account,
                         whoever may create a role of that name in any account is exempt
  --max-size N           the most characters that the document may have; without it 10,240
  --target ID            where it is attached: the root, a unit or an account; for terraform and cloudformation

Output
  --format FORMAT        json (default), terraform, terraform-json, cloudformation, cfct for Customizations for AWS Control Tower,
                         lza for Landing Zone Accelerator
  --unit NAME            of cfct and lza: a unit that gets it; one below another is A:B for cfct, and A/B for lza
  --home-region REGION   of cfct: the home Region of AWS Control Tower
  --name NAME            what the policy is called
  --out DIR              write the files into a directory; without it they are printed
  --force                replace files there that have another text
What was judged is said on standard error.

Exit status: 0 printed, 1 not as promised and so not printed, 2 bad input.

Examples
  npx cdk-bedrock-cris policy access --model anthropic.claude-sonnet-5-5 --region af-south-1 --format terraform
  npx cdk-bedrock-cris policy guard --exempt 'arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_*' --format cfct --unit Workloads --home-region eu-west-1
`;
