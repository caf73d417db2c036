import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ApplicationProfileAttributes, ApplicationProfileProps } from './application-profile-props';
import { MODEL_RULES, writeSourceRegionRules } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { checkProps } from '../checks/check';
import {
  APPLICATION_PROFILE_ARN, LONGEST_PROFILE_DESCRIPTION, LONGEST_PROFILE_NAME, MOST_PROFILE_TAGS, PROFILE_DESCRIPTION, PROFILE_NAME,
  PROFILE_TAG,
} from '../core/facts/application-profiles';
import { writeApplicationProfileArn } from '../core/facts/arns';
import { describeValue } from '../core/rules/describe-value';
import { Fault, matches, must, Rules, writeFaults } from '../core/rules/rule';
import { FUNCTION_RULES } from '../custom-resource/function-options';
import { OWN_TAGS } from '../lambda/application-profiles/wire';

/** The name ends with `-` and eight digits. */
export const LONGEST_PREFIX = LONGEST_PROFILE_NAME - 9;
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

/** Throws where props are missing, contradict each other or break the rules of Amazon Bedrock. */
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
  name: [matches(/^[A-Za-z0-9][\w -]{0,63}$/, 'must be 1 to 64 letters, digits, spaces, "_" or "-"', 'For example "billing"')],
};

/** Throws where what is said of a profile made elsewhere is missing or has another form. */
export function checkImport(scope: Construct, attributes: ApplicationProfileAttributes): void {
  checkProps(scope, attributes, {
    name: 'attributes',
    must: 'must say which profile it is',
    example: `{ profileArn: "${EXAMPLE_ARN}", model: ClaudeModel.SONNET_5_5 }`,
    required: { profileArn: 'must be the ARN of an application inference profile' },
    rules: IMPORT_RULES,
  });
  warnOfModels(scope, 'access', 'model', [attributes.model]);
}

/** Finds what is wrong with tags, which aspects add when the app is synthesized. */
export function findTagFaults(tags: Readonly<Record<string, string>>): string[] {
  const keys = Object.keys(tags);
  const faults: Fault[] = [
    ...keys.length <= MOST_OWN_TAGS ? [] : [{
      prop: 'tags',
      rule: `must be at most ${MOST_OWN_TAGS}, since a profile has at most ${MOST_PROFILE_TAGS} and this library adds ${OWN_KEYS.length}`,
      got: `${keys.length}`,
      remedy: 'Leave some out for this construct, by Tags.of(profile).remove()',
    }],
    ...keys.filter((key) => OWN_KEYS.includes(key) || key.toLowerCase().startsWith('aws:')).map((key) => ({
      prop: 'tags',
      rule: OWN_KEYS.includes(key) ? 'must not have a key by which this library knows its own profiles' : 'must not have a key of AWS',
      got: describeValue(key),
      remedy: 'Choose another key',
    })),
    ...Object.entries(tags).filter(([key, value]) => !PROFILE_TAG.key.test(key) || !PROFILE_TAG.value.test(value)).map(([key, value]) => ({
      prop: 'tags',
      rule: 'must have keys of 1 to 128 and values of up to 256 letters, digits, spaces and any of ._:/=+@-',
      got: describeValue(`${key}=${value}`),
      remedy: 'Amazon Bedrock takes no others',
    })),
  ];
  return faults.length === 0 ? [] : [writeFaults(faults)];
}
