import * as iam from 'aws-cdk-lib/aws-iam';
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

/** A document of denies, each of which exempts the principals: one that forgot them would deny them all the same. */
export function denyDocument(denies: readonly Deny[], exemptPrincipalArns: readonly string[]): iam.PolicyDocument {
  // Statements that aws-cdk-lib merges would lose their Sids, by which decisions name them.
  return new iam.PolicyDocument({ minimize: false, statements: denies.map((deny) => denyStatement(deny, exemptPrincipalArns)) });
}

function denyStatement({ conditions, resources, ...deny }: Deny, exemptPrincipalArns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    ...deny,
    effect: iam.Effect.DENY,
    resources: deny.notResources ? undefined : resources ?? ['*'],
    conditions: exemptPrincipalArns.length === 0 ? conditions : {
      ...conditions,
      ArnNotLike: { ...conditions?.ArnNotLike, [ConditionKey.PRINCIPAL_ARN]: [...exemptPrincipalArns] },
    },
  });
}
