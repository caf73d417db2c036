import { StatementJson } from './deny';
import { Action, ConditionKey } from '../facts/iam-words';

/** A profile that a client calls, with the resources that it also reads. */
interface ReadProfile {
  readonly profileArn: string;
  readonly sourceModelArn: string;
}

/** Writes the allows of what clients also read, in the source Region. IAM has no resource for listing profiles. */
export function writeClientReads(profiles: readonly ReadProfile[], sourceRegion: string, countTokens: boolean): StatementJson[] {
  const allow = (sid: string, action: string, resources: readonly string[]): StatementJson => ({
    Sid: sid,
    Effect: 'Allow',
    Action: [action],
    Resource: [...new Set(resources)],
    Condition: { StringEquals: { [ConditionKey.REQUESTED_REGION]: sourceRegion } },
  });
  return [
    allow('ListProfiles', Action.LIST_INFERENCE_PROFILES, ['*']),
    allow('ReadProfiles', Action.GET_INFERENCE_PROFILE, profiles.map(({ profileArn }) => profileArn)),
    ...countTokens ? [allow('CountTokens', Action.COUNT_TOKENS, profiles.map(({ sourceModelArn }) => sourceModelArn))] : [],
  ];
}
