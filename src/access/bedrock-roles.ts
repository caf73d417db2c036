import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { RequiredGuardrail } from './required-guardrail';
import { fail } from '../checks/check';
import { Recipient } from '../checks/recipient';
import { BEDROCK_SERVICE } from '../core/facts/iam-words';

/** Throws for a role that Amazon Bedrock alone assumes, where calls must name a guardrail: it calls without, and each call is denied. */
export function refuseBedrockRole(scope: IConstruct, guardrails: readonly RequiredGuardrail[], { identity, stack }: Recipient): void {
  if (guardrails.length > 0 && 'assumeRolePolicy' in identity && isForBedrockAlone(stack, identity.assumeRolePolicy)) {
    fail(scope, `'requiredGuardrails' must not be there for a role that only ${BEDROCK_SERVICE} assumes: some calls of its batch ` +
      `jobs, agents and knowledge bases name no guardrail, and AWS would deny these, got: '${identity.node.path}'. Give it an access ` +
      'without');
  }
}

interface Trust {
  readonly Statement?: readonly { readonly Effect: string; readonly Principal?: unknown }[];
}

/** Roles that are imported, or made when they are first used, have no trust policy to read. */
function isForBedrockAlone(stack: Stack, trust: unknown): boolean {
  const { Statement: statements = [] }: Trust = stack.resolve(trust) ?? {};
  const allows = statements.filter(({ Effect }) => Effect === iam.Effect.ALLOW);
  return allows.length > 0 && allows.every(({ Principal }) => JSON.stringify(Principal) === JSON.stringify({ Service: BEDROCK_SERVICE }));
}
