import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { RequiredGuardrail } from './required-guardrail';
import { fail } from '../checks/check';
import { Recipient } from '../checks/recipient';
import { BEDROCK_SERVICE } from '../core/facts/iam-words';

/** Throws if calls must name a guardrail and only Amazon Bedrock assumes the role: it calls without one, and AWS denies each call. */
export function refuseBedrockRole(scope: IConstruct, guardrails: readonly RequiredGuardrail[], { identity, stack }: Recipient): void {
  if (guardrails.length > 0 && 'assumeRolePolicy' in identity && isForBedrockAlone(stack, identity.assumeRolePolicy)) {
    fail(scope, `'requiredGuardrails' must be left out for a role that only ${BEDROCK_SERVICE} assumes: its batch jobs, agents and ` +
      `knowledge bases make calls without a guardrail, which AWS would deny, got: '${identity.node.path}'. Create a second access ` +
      'for it, without guardrails');
  }
}

interface Trust {
  readonly Statement?: readonly { readonly Effect: string; readonly Principal?: unknown }[];
}

/** Imported roles, and roles created when they are first used, have no trust policy to read. */
function isForBedrockAlone(stack: Stack, trust: unknown): boolean {
  const { Statement: statements = [] }: Trust = stack.resolve(trust) ?? {};
  const allows = statements.filter(({ Effect }) => Effect === iam.Effect.ALLOW);
  return allows.length > 0 && allows.every(({ Principal }) => JSON.stringify(Principal) === JSON.stringify({ Service: BEDROCK_SERVICE }));
}
