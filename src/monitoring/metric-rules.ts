import { RecordDelivery } from './record-delivery';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { MODEL_RULES } from '../catalog/model-rules';
import { checkValues, findMissing, isConcrete } from '../checks/check';
import { describeValue } from '../core/rules/describe-value';
import { aboveZero, evenUnknown, Fault, findFaults, findRepeated, matches, must, mustBeOneOf, required, Rules } from '../core/rules/rule';

const NAME = 'must be 1 to 64 letters, digits, spaces, "_" or "-"';
const PROFILE_ID = ['must be an application profile\'s own ID', 'Take the part of its ARN after the last "/"'] as const;

const PROFILE_RULES: Rules<IApplicationProfile> = {
  name: [evenUnknown(matches(/^[A-Za-z0-9][\w -]{0,63}$/, NAME, 'For example "billing"'))], // it becomes part of IDs
  profileId: [matches(/^[a-z0-9]+$/i, ...PROFILE_ID)],
};

/** Finds what is wrong with an application profile. */
export function findProfileFaults({ name, profileId, model }: IApplicationProfile): Fault[] {
  const profile = { name, profileId, model }; // one that a user's class makes may have other fields
  const example = '{ name: "billing", profileId, model: ClaudeModel.SONNET_5_5 }';
  const faults = [
    ...findMissing(profile, { name: NAME, profileId: PROFILE_ID, model: 'must be a ClaudeModel' }, example),
    ...findFaults(profile, PROFILE_RULES, isConcrete),
  ];
  const ofProfile = `of ${name ? `'${name}'` : 'an application profile'}`;
  return faults.map((fault) => ({ ...fault, rule: `${fault.prop === 'name' ? 'of an application profile' : ofProfile} ${fault.rule}` }));
}

/** Throws where no model is given. */
export function requireModel(model: ClaudeModel): void {
  checkValues({ model }, { model: MODEL_RULES });
}

/** Throws where no destination of records is given. */
export function requireDelivery(delivery: RecordDelivery): void {
  checkValues({ delivery }, { delivery: [required(evenUnknown(mustBeOneOf(RecordDelivery)))] });
}

/**
 * Throws where the share of a quota cannot be worked out.
 *
 * @param names what an expression calls the profiles
 */
export function requireShare(profiles: readonly { readonly label: string }[], tokensPerMinute: number, names: readonly string[]): void {
  checkValues({ profiles, tokensPerMinute }, {
    profiles: [
      required(must((list) => list?.length > 0, 'must be a list of at least one InvocationMetrics',
        'For example [InvocationMetrics.ofModel(model)]')),
      must(() => findRepeated(names) === undefined, 'must have labels that differ in letters or digits', 'Leave one out, or rename it',
        (list) => describeValue(list.map(({ label }) => label))),
    ],
    tokensPerMinute: [required(aboveZero((quota) => `${isGiven(quota) ? '' : 'For example 2000000. '}With a quota of 0 every call is ` +
      'throttled: ask AWS for an increase'))],
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
