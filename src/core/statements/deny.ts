import { ConditionKey } from '../facts/iam-words';

/** What a deny says, without the principals that are exempt from it. */
export interface Deny {
  readonly sid: string;
  readonly actions?: string[];
  readonly notActions?: string[];
  /** Everything, where neither these nor `notResources` are there. */
  readonly resources?: string[];
  readonly notResources?: string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A statement of a policy as JSON; its strings may hold tokens. */
export type StatementJson = Readonly<Record<string, unknown>>;

/** Writes denies as statements, each of which exempts the principals: one that forgot them would deny them all the same. */
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
