import { AskedProfile } from './documents';
import { ENDPOINT_CALLER_RULES } from '../call/endpoint-callers';
import { EXCEPT_MODEL_ID_RULES, GUARD_RULES } from '../call/guard/guard-rules';
import { InferenceRoute } from '../call/guard/inference-route';
import { APPLICATION_PROFILE_ARN } from '../facts/application-profiles';
import { findKnownModel } from '../facts/known-models';
import { ENDPOINT_POLICY_LIMIT } from '../facts/limits';
import { LONGEST_POLICY_NAME, MANAGED_POLICY_NAME } from '../facts/managed-policy-names';
import { isClaudeModelId } from '../facts/model-ids';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../facts/organization-ids';
import { DEFAULT_PROJECT, PROJECT_ID } from '../facts/project';
import { findPartition, REGION_CODE } from '../facts/regions';
import { describeValue } from '../rules/describe-value';
import { atLeastOne, comparing, each, ElementRules, Fault, matches, must, once, required, Rule, Rules } from '../rules/rule';
import { CallableModel, writeAvailabilityRules, writeModelIdRules } from '../statements/model-rules';
import { SERVICE_CONTROL_POLICY_RULES } from '../statements/scp-rules';
import { countCharacters } from '../statements/size';

/** What to do if AWS has added a Region to a listed model. */
export const IF_NEWER = 'if AWS has added this one since, use a newer cdk-bedrock-cris';

type ModelRules = readonly (Rule<readonly string[]> | ElementRules<string>)[];

/** The rules on Claude models by their own IDs; the list may be empty. */
const GIVEN_MODEL_IDS_RULES: ModelRules = [each(...writeModelIdRules('Its global profile follows from it')), once('model')];

/** The rules on a list of Claude models by their own IDs, of at least one. */
export const MODEL_IDS_RULES: ModelRules = [
  required(atLeastOne('name at least one model', 'For example anthropic.claude-sonnet-5-5')), ...GIVEN_MODEL_IDS_RULES,
];

/** Finds what is known of a model by its ID. */
export function findCallable(modelId: string): CallableModel {
  return { modelId, isAvailableFrom: (region) => findKnownModel(modelId)?.sourceRegions.includes(region) ?? true };
}

interface AccessValues {
  readonly modelIds: string[];
  readonly applicationProfiles?: AskedProfile[];
  readonly region?: string;
  readonly account?: string;
  readonly projectId?: string;
}

const PROFILE_EXAMPLE = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6';

/** The rules on application profiles with their models. They must be of the Region and account in which they are called. */
const APPLICATION_PROFILES_RULES: NonNullable<Rules<AccessValues>['applicationProfiles']> = [
  each(
    must(({ profileArn }) => APPLICATION_PROFILE_ARN.test(profileArn), 'must begin with the whole ARN of an application profile',
      `For example ${PROFILE_EXAMPLE}=anthropic.claude-sonnet-5-5`, ({ profileArn }) => describeValue(profileArn)),
    must(({ modelId }) => isClaudeModelId(modelId), 'must end with the ID of the Claude model that the profile was copied from',
      `For example ${PROFILE_EXAMPLE}=anthropic.claude-sonnet-5-5`, ({ modelId }) => describeValue(modelId)),
  ),
  once('profile', ({ profileArn }) => profileArn),
  comparing(['region'], each<AskedProfile, AccessValues>(must(
    ({ profileArn }, { region }) => region === undefined || profileArn.startsWith(`arn:${findPartition(region)}:bedrock:${region}:`),
    'must be of the Region that \'region\' names, and of its partition',
    'Write a separate policy for each Region', ({ profileArn }) => describeValue(profileArn)))),
  must((profiles) => new Set(profiles.map(({ profileArn }) => profileArn.split(':')[4])).size < 2, 'must be of one account',
    'Write a separate policy for each account', (profiles) => profiles.map(({ profileArn }) => profileArn).join(', ')),
  comparing(['account'], each<AskedProfile, AccessValues>(must(
    ({ profileArn }, { account }) => account === undefined || profileArn.split(':')[4] === account,
    'must be of the account that \'account\' names, since its callers use it', 'Create a profile in that account',
    ({ profileArn }) => describeValue(profileArn)))),
];

/** Writes the rules on an access. JSON needs the account, because no tool fills it in. */
export function writeAccessRules(
  { modelIds, applicationProfiles = [] }: AccessValues, needsAccount: boolean,
): Rules<AccessValues> {
  const named = [...modelIds, ...applicationProfiles.map(({ modelId }) => modelId)];
  const [form, availability] = writeAvailabilityRules('modelIds', named.map(findCallable), IF_NEWER);
  const account = must<string, unknown>((given) => given !== undefined,
    'must be given for JSON, since no tool fills it in there',
    'Name the account of the callers, or use a format that fills it in, such as terraform', () => 'nothing');
  return {
    modelIds: applicationProfiles.length > 0 ? GIVEN_MODEL_IDS_RULES : MODEL_IDS_RULES,
    applicationProfiles: APPLICATION_PROFILES_RULES,
    region: [
      required(must((given) => given !== undefined, 'must name the Region in which the profiles are called', 'For example af-south-1',
        () => 'nothing')),
      form,
      availability,
    ],
    account: [...needsAccount ? [required(account)] : [], matches(ACCOUNT_ID, 'must be 12 digits', 'For example 111122223333')],
    projectId: [matches(PROJECT_ID, 'must be the ID of a project: letters, digits, "_" and "-"',
      'From an ARN, take the part after the last "/"'),
    must((id) => applicationProfiles.length === 0 || id === DEFAULT_PROJECT,
      'must be left out with application profiles, which take the default project only', 'Leave it out')],
  };
}

interface EndpointValues extends AccessValues {
  readonly principalArns: string[];
}

/** The rules on the policy of an endpoint. */
export function writeEndpointRules(values: EndpointValues, needsAccount: boolean): Rules<EndpointValues> {
  const isElsewhere = (arn: string, account: string) => ![account, '*'].includes(arn.split(':')[4]);
  return {
    ...writeAccessRules(values, needsAccount),
    principalArns: [
      required(atLeastOne('name at least one caller', 'For example arn:aws:iam::111122223333:role/app')),
      ...ENDPOINT_CALLER_RULES,
      comparing(['account'], each<string, EndpointValues>(must(
        (arn, { account }) => account === undefined || !isElsewhere(arn, account),
        'must be of the account that \'account\' names, since callers use profiles of their own account', 'Leave it out'))),
    ],
  };
}

/** Finds whether the policy of an endpoint is too long. */
export function findEndpointOversize(document: unknown): Fault[] {
  const size = countCharacters(document);
  return size <= ENDPOINT_POLICY_LIMIT ? [] : [{
    prop: 'principalArns',
    rule: `must fit with the models into the policy of an endpoint, which has at most ${ENDPOINT_POLICY_LIMIT} characters`,
    got: `${size}`,
    remedy: 'Name the callers by a pattern, or name fewer models',
  }];
}

interface GuardGiven {
  readonly exceptModelIds: string[];
  readonly routes: InferenceRoute[];
  readonly sourceRegions?: string[];
  readonly exemptPrincipalArns: string[];
}

/** The rules on a guard. They are those of the construct, but all models are in one list. */
export const GUARD_OPTION_RULES: Rules<GuardGiven> = {
  ...GUARD_RULES as Rules<GuardGiven>,
  exceptModelIds: [EXCEPT_MODEL_ID_RULES, once('model')],
};

interface Deployment {
  readonly policyName?: string;
  readonly maxDocumentSize?: number;
  readonly targets?: { readonly targetId: string }[];
  readonly units?: string[];
  readonly homeRegion?: string;
}

const TARGETS = [ROOT_ID, ORGANIZATIONAL_UNIT_ID, ACCOUNT_ID];
/** The separator with which each landing zone writes a nested unit, and the one of the other landing zone. */
const SEPARATORS = { cfct: [':', '/'], lza: ['/', ':'] } as const;

/** Writes the rules on the targets and the name of a policy. */
export function writeDeploymentRules(isOfOrganization: boolean, landingZone?: keyof typeof SEPARATORS): Rules<Deployment> {
  const [separator, other] = landingZone === undefined ? [] : SEPARATORS[landingZone];
  return {
    policyName: isOfOrganization
      ? [matches(/^[ -~]*$/, 'must be ASCII without control characters', 'Use letters and digits'),
        ...SERVICE_CONTROL_POLICY_RULES.policyName!]
      : [matches(MANAGED_POLICY_NAME, `must be 1 to ${LONGEST_POLICY_NAME} letters, digits or any of _+=,.@-`,
        'For example claude-engineers')],
    maxDocumentSize: SERVICE_CONTROL_POLICY_RULES.maxDocumentSize,
    targets: [
      ...SERVICE_CONTROL_POLICY_RULES.targets!,
      each(must(({ targetId }) => TARGETS.some((form) => form.test(targetId)), 'must hold IDs of the root, of units or of accounts',
        'For example ou-ab12-cd34ef56', ({ targetId }) => describeValue(targetId))),
    ],
    units: separator === undefined ? [] : [
      required(atLeastOne('name at least one organizational unit', 'For example Workloads')),
      each(
        must((unit) => !TARGETS.some((form) => form.test(unit)), 'must hold the names of units, not IDs', 'For example Workloads'),
        // YAML reads some of them as line ends.
        must((unit) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(unit), 'must hold no control characters',
          'Copy the name from AWS Organizations'),
        must((unit) => !unit.includes(other!) && unit.split(separator).every((name) => name.trim() === name && name !== ''),
          `must write a nested unit as A${separator}B`, `For example Workloads${separator}Production`)),
      once('unit'),
    ],
    homeRegion: landingZone !== 'cfct' ? [] : [
      required(must((region) => region !== undefined, 'must name the home Region of AWS Control Tower, which the manifest needs',
        'For example eu-west-1', () => 'nothing')),
      matches(REGION_CODE, 'must be the code of a Region', 'For example eu-west-1'),
    ],
  };
}
