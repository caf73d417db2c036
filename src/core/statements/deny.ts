import { ConditionKey } from '../facts/iam-words';

/** A deny, without the principals that are exempt from it. */
export interface Deny {
  readonly sid: string;
  readonly actions?: string[];
  readonly notActions?: string[];
  /** All resources, if this and `notResources` are absent. */
  readonly resources?: string[];
  readonly notResources?: string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A statement of a policy as JSON; its strings may hold tokens. */
export type StatementJson = Readonly<Record<string, unknown>>;

/** Writes denies as statements. Each must exempt the principals: a single one that does not would deny them. */
export function writeDenies(denies: readonly Deny[], exemptPrincipalArns: readonly string[]): StatementJson[] {
  return denies.map((deny) => writeDeny(deny, exemptPrincipalArns));
}

function writeDeny(deny: Deny, exemptPrincipalArns: readonly string[]): StatementJson {
  const { sid, actions, notActions, resources, notResources, conditions } = deny;
  const exempt = exemptPrincipalArns.length === 0 ? {} : {
    ArnNotLike: { ...conditions?.ArnNotLike, [ConditionKey.PRINCIPAL_ARN]: [...exemptPrincipalArns] },
  };
  return {
    Sid: sid,
    Effect: 'Deny',
    ...actions ? { Action: actions } : { NotAction: notActions },
    ...notResources ? { NotResource: notResources } : { Resource: resources ?? ['*'] },
    Condition: { ...conditions, ...exempt },
  };
}
