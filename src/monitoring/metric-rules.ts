import { RecordDelivery } from './record-delivery';
import { IApplicationProfile, IMonitoredApplicationProfile } from '../catalog/application-profile';
import { SHOWN_NAME_RULE } from '../catalog/application-profile-rules';
import { ClaudeModel } from '../catalog/claude-model';
import { MODEL_RULES } from '../catalog/model-rules';
import { checkValues, isConcrete } from '../checks/check';
import { describeValue } from '../core/rules/describe-value';
import {
  aboveZero, atLeastOne, evenUnknown, Fault, findFaults, findRepeated, matches, must, mustBeOneOf, required, Rules,
} from '../core/rules/rule';

const PROFILE_RULES: Rules<IMonitoredApplicationProfile> = {
  name: [required(evenUnknown(SHOWN_NAME_RULE))],
  profileId: [required(matches(/^[a-z0-9]+$/i, 'must be an application profile\'s own ID', 'Take the part of its ARN after the last "/"'))],
  model: MODEL_RULES,
};

/** Finds what is wrong with an application profile. */
export function findProfileFaults({ name, profileId, model }: IMonitoredApplicationProfile): Fault[] {
  const faults = findFaults({ name, profileId, model }, PROFILE_RULES, isConcrete); // a user's own class may have other fields
  const ofProfile = `of ${name ? `'${name}'` : 'an application profile'}`;
  return faults.map((fault) => ({ ...fault, rule: `${fault.prop === 'name' ? 'of an application profile' : ofProfile} ${fault.rule}` }));
}

/** Finds the Region of a profile; undefined for a profile that is known to metrics only. */
export function findProfileRegion(profile: IMonitoredApplicationProfile): string | undefined {
  return (profile as Partial<IApplicationProfile>).sourceRegion;
}

/** Throws if no model is given. */
export function requireModel(model: ClaudeModel): void {
  checkValues({ model }, { model: MODEL_RULES });
}

/** Throws if no destination of records is given. */
export function requireDelivery(delivery: RecordDelivery): void {
  checkValues({ delivery }, { delivery: [required(evenUnknown(mustBeOneOf(RecordDelivery)))] });
}

/**
 * Throws if the share of a quota cannot be computed.
 *
 * @param writeName writes the name of a profile in an expression
 */
export function requireShare<T extends { readonly label: string }>(
  profiles: readonly T[], tokensPerMinute: number, writeName: (profile: T) => string,
): void {
  checkValues<{ readonly profiles: readonly T[]; readonly tokensPerMinute: number }>({ profiles, tokensPerMinute }, {
    profiles: [
      required(atLeastOne('be a list of at least one InvocationMetrics', 'For example [InvocationMetrics.ofModel(model)]')),
      must((list) => findRepeated(list.map(writeName)) === undefined, 'must have labels that differ in letters or digits',
        'Leave one out, or rename it', (list) => describeValue(list.map(({ label }) => label))),
    ],
    tokensPerMinute: [required(aboveZero((quota) => `${isGiven(quota) ? '' : 'For example 2000000. '}With a quota of 0 every call is ` +
      'throttled: ask AWS for an increase'))],
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
