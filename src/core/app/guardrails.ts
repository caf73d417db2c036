import { StackAt } from './stack-at';
import { Resources } from './template-identities';
import { Leg } from '../call/leg';
import { ConditionKey } from '../facts/iam-words';
import { findPartition } from '../facts/regions';
import { isKey } from '../iam/document';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

const known = new WeakMap<Policy, readonly string[]>();

/** Lists the guardrails that conditions of policies name, in the form of calls. It omits those known only at deployment. */
export function listGuardrails(policies: readonly Policy[]): string[] {
  return [...new Set(policies.flatMap((policy) => {
    const found = known.get(policy) ?? readGuardrails(policy);
    known.set(policy, found);
    return found;
  }))];
}

function readGuardrails({ statements }: Policy): string[] {
  return statements.flatMap(({ conditions }) => conditions).filter(({ key }) => isKey(key, ConditionKey.GUARDRAIL_IDENTIFIER))
    .flatMap(({ operator, values }) => operator === 'Null' ? [] : values)
    .flatMap((value) => typeof value === 'string' && value.startsWith('arn:') ? [value.replaceAll('*', '1').replaceAll('?', '1')] : []);
}

/** Finds the account and Region of a guardrail. */
export function findGuardrailPlace(identifier: string): { readonly region?: string; readonly account?: string } {
  const [, , , region, account] = identifier.split(':');
  return { region, account };
}

/** Whether a statement that may allow a leg requires a guardrail. */
export function requireGuardrail(statements: readonly Statement[], leg: Leg): boolean {
  return statements.some(({ effect, conditions, concerns }) => effect === 'Allow' && concerns(leg) === true
    && conditions.some(({ key, operator }) => isKey(key, ConditionKey.GUARDRAIL_IDENTIFIER) && !/Not|Null/.test(operator)));
}

/**
 * What a reference to a template's guardrail returns, by type and attribute.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bedrock-guardrail.html (read 2026-11-29)
 */
const GIVEN: Readonly<Record<string, Readonly<Record<string, 'arn' | 'id'>>>> = {
  'AWS::Bedrock::Guardrail': { Ref: 'arn', GuardrailArn: 'arn', GuardrailId: 'id' },
  'AWS::Bedrock::GuardrailVersion': { Version: 'id' },
};

/** Writes the stand-in for a guardrail of the app, or its version; `undefined` for other references. */
export function standInForGuardrail({ account, region, template }: StackAt, logicalId: string, attribute = 'Ref'): string | undefined {
  const { Resources: resources = {} } = template as { readonly Resources?: Resources };
  const gives = GIVEN[resources[logicalId]?.Type]?.[attribute];
  const id = `(${logicalId})`;
  return gives === 'id' ? id : gives === undefined || account === undefined || region === undefined ? undefined
    : `arn:${findPartition(region)}:bedrock:${region}:${account}:guardrail/${id}`;
}
