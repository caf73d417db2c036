import { StatementJson } from './deny';
import { countCharacters, wrapStatements } from './size';
import { Action, ConditionKey, UNSPECIFIED_REGION } from '../facts/iam-words';
import { MANAGED_POLICY_LIMIT } from '../facts/limits';

/** A global inference profile, by the three resources on which a call through it is authorized. */
export interface AllowedProfile {
  readonly profileArn: string;
  readonly sourceModelArn: string;
  readonly globalModelArn: string;
  readonly sourceRegion: string;
}

/**
 * Writes the three allows of a global call, one for each leg, each with its own condition. Several profiles fold into the same
 * three statements; that admits a pair (model of one, profile of another) which no call can present.
 */
export function writeAllows(profiles: readonly AllowedProfile[], streaming: boolean): StatementJson[] {
  const actions = streaming ? [Action.INVOKE, Action.INVOKE_STREAMING] : [Action.INVOKE];
  const profileArns = profiles.map(({ profileArn }) => profileArn);
  const [{ sourceRegion }] = profiles;
  const allow = (sid: string, resources: string[], requestedRegion: string, keys: Record<string, string[]> = {}): StatementJson => ({
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    Condition: { StringEquals: { [ConditionKey.REQUESTED_REGION]: requestedRegion, ...keys } },
  });
  const throughProfile = { [ConditionKey.INFERENCE_PROFILE_ARN]: profileArns };
  return [
    // The profile key is absent on the profile's own leg, so a condition on it would never match there.
    allow('GlobalProfile', profileArns, sourceRegion),
    allow('SourceModel', profiles.map(({ sourceModelArn }) => sourceModelArn), sourceRegion, throughProfile),
    allow('GlobalModel', profiles.map(({ globalModelArn }) => globalModelArn), UNSPECIFIED_REGION, throughProfile),
  ];
}

/**
 * Writes the allows of each of the managed policies that the profiles need by the limit of one. A profile that is added last changes the
 * last one only.
 */
export function splitAllows(profiles: readonly AllowedProfile[], streaming: boolean): StatementJson[][] {
  const chunks: AllowedProfile[][] = [];
  for (const profile of profiles) {
    const last = chunks[chunks.length - 1];
    if (last && countCharacters(wrapStatements(writeAllows([...last, profile], streaming))) <= MANAGED_POLICY_LIMIT) {
      last.push(profile);
    } else {
      chunks.push([profile]);
    }
  }
  return chunks.map((chunk) => writeAllows(chunk, streaming));
}
