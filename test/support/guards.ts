import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { InvocationSimulator, PolicySource } from '../../src';
import { evaluate } from '../../src/core/iam/evaluate';
import { PolicyLayer } from '../../src/core/iam/layer';
import { parsePolicy } from '../../src/core/iam/policy';

export const ALLOW_ALL = PolicySource.fromJson('allow all', {
  Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
const FULL_ACCESS = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** Judges by a guard's document beside `FullAWSAccess`, where the identity may do everything. */
export function under(guard: IConstruct & { readonly document: iam.PolicyDocument }): InvocationSimulator {
  return underJson(JSON.stringify(guard.document.toJSON()));
}

export function underJson(json: string): InvocationSimulator {
  return new InvocationSimulator({
    identityPolicies: [ALLOW_ALL],
    serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJsonText('guard', json)] }],
  });
}

/** Whether a document lets an action of any service through, for a caller in a Region. */
export function isAllowed(
  document: unknown, action: string, requestedRegion: string, principalArn = 'arn:aws:iam::111122223333:role/app', resource = '*',
): boolean {
  const layers = [{
    kind: PolicyLayer.SERVICE_CONTROL, name: 'root', policies: [parsePolicy('guard', document), parsePolicy('full', FULL_ACCESS)],
  }];
  const { outcome } = evaluate(layers, {
    action,
    resource,
    environment: { account: '111122223333', partition: 'aws', region: requestedRegion },
    context: new Map([
      ['aws:requestedregion', [requestedRegion]], ['aws:principalarn', [principalArn]], ['bedrock:inferenceprofilearn', []],
    ]),
  });
  return outcome === 'ALLOWED';
}
