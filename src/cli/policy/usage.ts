// Readers copy the commands in the help, so each stays on one line.
/* eslint-disable @stylistic/max-len */

import { GLOBAL_SERVICE_ACTIONS } from '../../core/facts/global-service-actions';

export const POLICY = `cdk-bedrock-cris policy: policies that allow or deny global calls, for teams without the CDK.

  cdk-bedrock-cris policy access --model ID… --region REGION [--account ID] [options]
  cdk-bedrock-cris policy endpoint --model ID… --region REGION --principal ARN… [--account ID] [options]
  cdk-bedrock-cris policy guard [--except-model ID…] [--route ROUTE…] [--source-region REGION…] [--exempt ARN…] [options]
  cdk-bedrock-cris policy region-deny --allow-region REGION… --admit-model ID… [--admit-from REGION…] [options]

It writes the same documents as the library: access as GlobalClaudeAccess, endpoint as its restrictEndpoint(), guard as
GlobalCrisDenyGuard, and region-deny as RegionDenyPolicy. It judges each document offline first, and prints it only if it passes.
To give several values, repeat the option.

access, endpoint: who may call
  --model ID             A Claude model, such as anthropic.claude-sonnet-5-5.
  --application-profile ARN=MODEL
                         An application profile, such as a team's, and the model that it was copied from. The model is allowed
                         only through this profile, unless --model names it too.
  --region REGION        The Region in which the profiles are called.
  --account ID           The callers' account; by default terraform and cloudformation fill in that of the deployment.
  --project-id ID        The project that the calls name; by default the account's default project.
  --no-streaming         Leave out the streaming form of the call.
  --principal ARN        For an endpoint: a role or user who calls through it; * and ? are wildcards.

guard: what is closed
  --except-model ID      A model, of any provider, that stays open through global profiles.
  --route ROUTE          A further route to close: GEOGRAPHIC_PROFILE, DIRECT_OTHER_REGION, BATCH, MANTLE or BEARER_TOKEN.
  --source-region REGION A Region in which Bedrock may be called; for the first two of these routes.

region-deny: which Regions are allowed, and which models are admitted
  --allow-region REGION  A Region in which everything stays allowed.
  --admit-model ID       A Claude model that may be called through global profiles.
  --admit-from REGION    An allowed Region from which it may be called; by default the first that offers all admitted models.
  --exempt-action ACTION An action that stays allowed everywhere; by default the ${GLOBAL_SERVICE_ACTIONS.length} that AWS Control Tower exempts.

guard, region-deny
  --exempt ARN           An exempt role or user, such as arn:aws:iam::111122223333:role/BreakGlass. With * as the account,
                         anyone who may create a role of that name in any account is exempt.
  --max-size N           The most characters that the document may have; by default 10,240.
  --target ID            A root, unit or account to attach the policy to; for terraform and cloudformation.

Output
  --format FORMAT        json (default), terraform, terraform-json, cloudformation, cfct for Customizations for AWS Control Tower,
                         or lza for Landing Zone Accelerator.
  --unit NAME            For cfct and lza: a unit that gets the policy; a nested unit is A:B for cfct, and A/B for lza.
  --home-region REGION   For cfct: the home Region of AWS Control Tower.
  --name NAME            The name of the policy.
  --out DIR              Write the files to a directory; by default they are printed.
  --force                Overwrite files in the directory that differ.
Standard error shows what was judged.

Exit status: 0 printed; 1 the policy fails its check, so it is not printed; 2 bad input.

Examples
  npx cdk-bedrock-cris policy access --model anthropic.claude-sonnet-5-5 --region af-south-1 --format terraform
  npx cdk-bedrock-cris policy guard --exempt 'arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_*' --format cfct --unit Workloads --home-region eu-west-1
`;
