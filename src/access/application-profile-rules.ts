import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ApplicationProfileAttributes, ApplicationProfileProps } from './application-profile-props';
import { SHOWN_NAME_RULE } from '../catalog/application-profile-rules';
import { MODEL_RULES, writeSourceRegionRules } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { checkProps, isConcrete, refuse } from '../checks/check';
import {
  APPLICATION_PROFILE_ARN, LONGEST_PROFILE_DESCRIPTION, MOST_PROFILE_TAGS, PROFILE_DESCRIPTION, PROFILE_NAME, PROFILE_TAG,
} from '../core/facts/application-profiles';
import { writeApplicationProfileArn } from '../core/facts/arns';
import { describeValue } from '../core/rules/describe-value';
import { Fault, findFaults, matches, must, Rules, writeFaults } from '../core/rules/rule';
import { FUNCTION_RULES } from '../custom-resource/function-options';
import { LONGEST_PREFIX, OWN_TAGS } from '../lambda/application-profiles/wire';

const OWN_KEYS: readonly string[] = Object.values(OWN_TAGS);
const MOST_OWN_TAGS = MOST_PROFILE_TAGS - OWN_KEYS.length;

const RULES: Rules<ApplicationProfileProps> = {
  model: MODEL_RULES,
  profileName: [matches(new RegExp(`^(?=.{1,${LONGEST_PREFIX}}$)${PROFILE_NAME.source.slice(1)}`),
    `must be 1 to ${LONGEST_PREFIX} letters and digits, with single spaces, "_" and "-" between them`, 'For example "billing"')],
  description: [
    matches(PROFILE_DESCRIPTION, 'must be letters, digits, ":" and ".", with single spaces, "_" and "-" between them',
      'For example "Invoices of the billing team"'),
    must(({ length }) => length <= LONGEST_PROFILE_DESCRIPTION, `must have at most ${LONGEST_PROFILE_DESCRIPTION} characters`,
      'Shorten it'),
  ],
  ...FUNCTION_RULES,
};

/** Throws if props are missing, contradict each other or break the rules of Amazon Bedrock. */
export function checkProfileProps(scope: Construct, props: ApplicationProfileProps): void {
  const sourceRegion = props?.sourceRegion === undefined ? Stack.of(scope).region : props.sourceRegion;
  checkProps(scope, props && { ...props, sourceRegion }, {
    must: 'must name a model',
    example: '{ model: ClaudeModel.SONNET_5_5 }',
    rules: () => ({ ...RULES, sourceRegion: writeSourceRegionRules('model', props.model?.modelId === undefined ? [] : [props.model]) }),
  });
  warnOfModels(scope, 'access', 'model', [props.model]);
  warnOfUnconfirmedRegion(scope, [props.model], sourceRegion);
}

const EXAMPLE_ARN = writeApplicationProfileArn({ partition: 'aws', region: 'af-south-1' }, '111122223333', 'a1b2c3d4e5f6');

const IMPORT_RULES: Rules<ApplicationProfileAttributes> = {
  profileArn: [matches(APPLICATION_PROFILE_ARN, 'must be the ARN of an application inference profile',
    `For example "${EXAMPLE_ARN}"`)],
  model: MODEL_RULES,
  name: [SHOWN_NAME_RULE],
};

/** Throws if attributes of an imported profile are missing or have the wrong form. */
export function checkImport(scope: Construct, attributes: ApplicationProfileAttributes): void {
  checkProps(scope, attributes, {
    name: 'attributes',
    must: 'must identify the profile',
    example: `{ profileArn: "${EXAMPLE_ARN}", model: ClaudeModel.SONNET_5_5 }`,
    required: { profileArn: 'must be the ARN of an application inference profile' },
    rules: IMPORT_RULES,
  });
  const [, region = Stack.of(scope).region] = APPLICATION_PROFILE_ARN.exec(attributes.profileArn) ?? [];
  refuse(scope, findFaults({ profileArn: region }, { profileArn: writeSourceRegionRules('model', [attributes.model]) }, isConcrete));
  warnOfModels(scope, 'access', 'model', [attributes.model]);
  warnOfUnconfirmedRegion(scope, [attributes.model], region);
}

/** Finds faults in tags. Aspects add tags at synthesis. */
export function findTagFaults(tags: Readonly<Record<string, string>>): string[] {
  const keys = Object.keys(tags);
  // JavaScript may have put anything there.
  const known = Object.entries<unknown>(tags).map(([key, value]) =>
    ({ key: isConcrete(key) ? key : undefined, value: Token.isUnresolved(value) ? '' : value }));
  const isOwn = (key: string) => OWN_KEYS.includes(key.toLowerCase()); // as IAM compares
  const faults: Fault[] = [
    ...keys.length <= MOST_OWN_TAGS ? [] : [{
      prop: 'tags',
      rule: `must be at most ${MOST_OWN_TAGS}, because a profile has at most ${MOST_PROFILE_TAGS} and this library adds ${OWN_KEYS.length}`,
      got: `${keys.length}`,
      remedy: 'Remove some from this construct with Tags.of(profile).remove()',
    }],
    ...known.flatMap(({ key }) => key !== undefined && (isOwn(key) || key.toLowerCase().startsWith('aws:')) ? [{
      prop: 'tags',
      rule: isOwn(key) ? 'must not have a key that this library uses to find its profiles' : 'must not have a key that AWS reserves',
      got: describeValue(key),
      remedy: 'Choose another key',
    }] : []),
    ...known.flatMap(({ key, value }) => [
      ...key === undefined || PROFILE_TAG.key.test(key) ? [] : [describeTagFault('keys of 1 to 128', 'a key', key, key)],
      ...typeof value === 'string' && PROFILE_TAG.value.test(value) ? []
        : [describeTagFault('values of up to 256', `the value of ${describeValue(key ?? 'a token')}`, value, key)],
    ]),
  ];
  return faults.length === 0 ? [] : [writeFaults(faults)];
}

function describeTagFault(what: string, where: string, got: unknown, key: string | undefined): Fault {
  const shown = typeof got === 'string' && got.length > 64 ? `${describeValue(got.slice(0, 64))}…, ${got.length} characters`
    : describeValue(got);
  return {
    prop: 'tags',
    rule: `must have ${what} letters, digits, spaces and any of ._:/=+@-`,
    got: `${shown} as ${where}`,
    remedy: `Amazon Bedrock accepts no others. Change it, or remove it from this construct with Tags.of(profile).remove(${
      describeValue(key)})`,
  };
}
