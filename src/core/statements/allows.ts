import * as iam from 'aws-cdk-lib/aws-iam';
import { documentSize, MANAGED_POLICY_LIMIT } from './size';
import { GlobalInferenceProfile } from '../../catalog/global-inference-profile';
import { Action, ConditionKey, UNSPECIFIED_REGION } from '../facts/iam-words';

/**
 * The three allows of a global call, one for each leg, each with its own condition. Several profiles fold into the same
 * three statements; that admits a pair (model of one, profile of another) which no call can present.
 */
export function allowStatements(profiles: readonly GlobalInferenceProfile[], streaming: boolean): iam.PolicyStatement[] {
  const actions = streaming ? [Action.INVOKE, Action.INVOKE_STREAMING] : [Action.INVOKE];
  const profileArns = profiles.map((profile) => profile.profileArn);
  const [{ sourceRegion }] = profiles;
  const allow = (sid: string, resources: string[], requestedRegion: string, keys: Record<string, string[]> = {}) => new iam.PolicyStatement({
    sid,
    actions,
    resources,
    conditions: { StringEquals: { [ConditionKey.REQUESTED_REGION]: requestedRegion, ...keys } },
  });
  const throughProfile = { [ConditionKey.INFERENCE_PROFILE_ARN]: profileArns };
  return [
    // The profile key is absent on the profile's own leg, so a condition on it would never match there.
    allow('GlobalProfile', profileArns, sourceRegion),
    allow('SourceModel', profiles.map((profile) => profile.sourceModelArn), sourceRegion, throughProfile),
    allow('GlobalModel', profiles.map((profile) => profile.globalModelArn), UNSPECIFIED_REGION, throughProfile),
  ];
}

/** The allows, over as many documents as the limit of a managed policy demands; a profile that is added last changes the last one only. */
export function allowDocuments(profiles: readonly GlobalInferenceProfile[], streaming: boolean): iam.PolicyStatement[][] {
  const chunks: GlobalInferenceProfile[][] = [];
  for (const profile of profiles) {
    const last = chunks[chunks.length - 1];
    if (last && documentSize(allowStatements([...last, profile], streaming)) <= MANAGED_POLICY_LIMIT) {
      last.push(profile);
    } else {
      chunks.push([profile]);
    }
  }
  return chunks.map((chunk) => allowStatements(chunk, streaming));
}
