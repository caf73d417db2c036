import { RecordDelivery } from './record-delivery';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { findMissing, isConcrete, refuseValues } from '../checks/check';
import { describeValue } from '../core/rules/describe-value';
import { Fault, findFaults, findRepeated, matches, Rules } from '../core/rules/rule';

const NAME = 'must be 1 to 64 letters, digits, spaces, "_" or "-"';
const PROFILE_ID = 'must be an application profile\'s own ID';
const MODEL = 'must be a ClaudeModel';

const PROFILE_RULES: Rules<IApplicationProfile> = {
  name: [{ ...matches(/^[A-Za-z0-9][\w -]{0,63}$/, NAME, 'For example "billing"'), alsoUnknown: true }], // it becomes part of IDs
  profileId: [matches(/^[a-z0-9]+$/i, PROFILE_ID, 'Take the part of its ARN after the last "/"')],
};

/** Finds what is wrong with an application profile. */
export function findProfileFaults(profile: IApplicationProfile): Fault[] {
  const example = '{ name: "billing", profileId, model: ClaudeModel.SONNET_5_5 }';
  const faults = [
    ...findMissing(profile, { name: NAME, profileId: PROFILE_ID, model: MODEL }, example),
    ...findFaults(profile, PROFILE_RULES, isConcrete),
  ];
  const named = profile.name ? `'${profile.name}'` : 'an application profile';
  return faults.map((fault) => ({ ...fault, of: fault.prop === 'name' ? 'an application profile' : named }));
}

/** Throws where no model is given. */
export function requireModel(model: ClaudeModel): void {
  refuseValues(findMissing({ model }, { model: MODEL }, 'ClaudeModel.SONNET_5_5'));
}

/** Throws where no destination of records is given. */
export function requireDelivery(delivery: RecordDelivery): void {
  refuseValues(findMissing({ delivery }, { delivery: `must be one of ${Object.values(RecordDelivery).join(', ')}` }, 'RecordDelivery.S3'));
}

/** What a share of a quota is made of. */
interface QuotaShare<Profile> {
  readonly profiles: readonly Profile[];
  readonly tokensPerMinute: number;
}

/**
 * Throws where the share of a quota cannot be worked out.
 *
 * @param nameInExpression what an expression calls a profile
 */
export function requireShare<Profile extends { readonly label: string }>(
  share: QuotaShare<Profile>, nameInExpression: (profile: Profile) => string,
): void {
  const someProfiles = 'must be a list of at least one InvocationMetrics';
  const quotaAboveZero = 'must be a number above 0';
  const noQuota = 'With a quota of 0 every call is throttled: ask AWS for an increase';
  const rules: Rules<QuotaShare<Profile>> = {
    profiles: [
      { holds: (list) => list.length > 0, rule: someProfiles, remedy: 'For example [InvocationMetrics.ofModel(model)]' },
      {
        holds: (list) => findRepeated(list.map(nameInExpression)) === undefined,
        rule: 'must have labels that differ in letters or digits',
        got: (list) => describeValue(list.map(({ label }) => label)),
        remedy: 'Leave one out, or rename it',
      },
    ],
    tokensPerMinute: [{ holds: (quota) => Number.isFinite(quota) && quota > 0, rule: quotaAboveZero, remedy: noQuota }],
  };
  refuseValues([
    ...findMissing(share, { profiles: someProfiles }, '[InvocationMetrics.ofModel(model)]'),
    ...findMissing(share, { tokensPerMinute: quotaAboveZero }, `2000000. ${noQuota}`),
    ...findFaults(share, rules, isConcrete),
  ]);
}
