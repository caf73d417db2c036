import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GlobalClaudeAccessProps } from './global-claude-access-props';
import { warnOfGuardrailRegion, writeGuardrailRules } from './guardrail-rules';
import { IApplicationProfile } from '../catalog/application-profile';
import { SOME_MODELS_RULES, writeSourceRegionRules } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { areDifferent, BOUNDARY_RULE, checkProps, isConcrete } from '../checks/check';
import { APPLICATION_PROFILE_ARN } from '../core/facts/application-profiles';
import { LONGEST_ROLE_PATH, ROLE_NAME, ROLE_PATH, SESSION_SECONDS } from '../core/facts/iam-roles';
import { LONGEST_POLICY_NAME, LONGEST_POLICY_PATH, MANAGED_POLICY_NAME, MANAGED_POLICY_PATH } from '../core/facts/managed-policy-names';
import { DEFAULT_PROJECT } from '../core/facts/project';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, comparing, each, evenUnknown, matches, must, Rule, Rules } from '../core/rules/rule';

type Props = GlobalClaudeAccessProps;

/** For props of the role that the access creates. */
const NEEDS_ASSUMED_BY: Rule<unknown, Props> = evenUnknown(must((_, { assumedBy }) => assumedBy !== undefined,
  'must come with \'assumedBy\', because it belongs to the role that is created', 'Set \'assumedBy\' or leave it out'));

/** The name of a role. */
export const ROLE_NAME_RULE: Rule<string> =
  matches(ROLE_NAME, 'must be 1 to 64 letters, digits or any of _+=,.@-', 'For example "claude-engineers"');

/** The path of a role. */
export const ROLE_PATH_RULES: readonly Rule<string>[] = [
  matches(ROLE_PATH, 'must begin and end with "/", and have no spaces or non-ASCII characters', 'For example "/platform/"'),
  must(({ length }) => length <= LONGEST_ROLE_PATH, `must have at most ${LONGEST_ROLE_PATH} characters`, 'Shorten it'),
];

/** A list of application profiles, all called in one Region. */
export const APPLICATION_PROFILES_RULES: NonNullable<Rules<Props>['applicationProfiles']> = [
  atLeastOne('name at least one application profile', 'Leave it out if there is none'),
  each(
    must(isApplicationProfile, 'must hold application profiles',
      'For example new ApplicationProfile(…); for an ARN, call ApplicationProfile.fromProfileArn()'),
    must(({ profileArn }) => !isConcrete(profileArn) || APPLICATION_PROFILE_ARN.test(profileArn),
      'must hold application profiles with complete ARNs', 'For an ARN, call ApplicationProfile.fromProfileArn()',
      ({ profileArn }) => describeValue(profileArn)),
  ),
  must((profiles) => findTwice(profiles) === undefined, 'must name each profile once', 'Leave one out',
    (profiles) => `'${findTwice(profiles)!.name}' twice`),
  must((profiles) => findOfOtherRegion(profiles) === undefined, 'must all be in one Region, because one access has one source Region',
    'Create a second access for the profiles in the other Region', (profiles) => findOfOtherRegion(profiles)!),
];

const RULES: Rules<Props> = {
  applicationProfiles: APPLICATION_PROFILES_RULES,
  project: [
    must((project) => typeof project === 'object' && '_projectId' in project, 'must be a ClaudeProject',
      'For example ClaudeProject.named("payments")'),
    must(({ _projectId: id }, { applicationProfiles }) => applicationProfiles === undefined || [undefined, DEFAULT_PROJECT].includes(id),
      'must not be a named project with \'applicationProfiles\', which take the default project only',
      'Leave it out, or create a second access for the application profiles', ({ _projectId }) => describeValue(_projectId)),
  ],
  managedPolicyName: [
    must((name) => typeof name === 'string' && MANAGED_POLICY_NAME.test(name),
      `must be 1 to ${LONGEST_POLICY_NAME} letters, digits or any of _+=,.@-`, (name) => String(name).includes('/')
        ? 'From an ARN, use the part after the last "/", and the part before as \'managedPolicyPath\'' : 'For example "claude-engineers"'),
  ],
  managedPolicyPath: [
    must((path) => typeof path === 'string' && MANAGED_POLICY_PATH.test(path),
      'must begin and end with "/", with letters, digits or any of .,+@=_- between', 'For example "/platform/"'),
    must(({ length }) => length <= LONGEST_POLICY_PATH, `must have at most ${LONGEST_POLICY_PATH} characters`, 'Shorten it'),
  ],
  role: [comparing(['assumedBy'], {
    ...must<unknown, Props>((_, { assumedBy }) => assumedBy === undefined,
      'must not both be set: the first gives a role, the second creates one', 'Leave one out', () => 'both'),
    prop: 'role\' and \'assumedBy',
  })],
  roleName: [NEEDS_ASSUMED_BY, ROLE_NAME_RULE],
  path: [NEEDS_ASSUMED_BY, ...ROLE_PATH_RULES],
  permissionsBoundary: [NEEDS_ASSUMED_BY, BOUNDARY_RULE],
  maxSessionDuration: [NEEDS_ASSUMED_BY, must((duration) => isSessionLength(duration.toSeconds({ integral: false })),
    'must be 1 to 12 hours, in whole seconds', 'For example Duration.hours(8)', (duration) => duration.toHumanString())],
};

function isSessionLength(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= SESSION_SECONDS.least && seconds <= SESSION_SECONDS.most;
}

function isApplicationProfile({ profileArn, model }: IApplicationProfile): boolean {
  return profileArn !== undefined && model !== undefined;
}

function findTwice(profiles: readonly IApplicationProfile[]): IApplicationProfile | undefined {
  return profiles.find(({ profileArn }, index) => profiles.findIndex((other) => other.profileArn === profileArn) < index);
}

function findOfOtherRegion([first, ...others]: readonly IApplicationProfile[]): string | undefined {
  const other = others.find(({ sourceRegion }) => areDifferent(sourceRegion, first.sourceRegion));
  return other && `'${first.name}' in ${first.sourceRegion} and '${other.name}' in ${other.sourceRegion}`;
}

/** Application profiles have their own Region. If only the deployment knows it, a Region given here might differ. */
export function writeProfileRegionRules([first]: readonly IApplicationProfile[] = []): Rule<string>[] {
  const where = isConcrete(first?.sourceRegion) ? first.sourceRegion : 'the Region of its stack, which only the deployment knows';
  return !first ? [] : [must((sourceRegion) => sourceRegion === first.sourceRegion,
    `must be the Region of the application profiles: '${first.name}' is called in ${where}`,
    'Leave it out here. To call the profile elsewhere, set \'sourceRegion\' of the ApplicationProfile')];
}

/** Throws if props are missing, contradict each other or break IAM's rules. Application profiles have warned of their models already. */
export function checkAccessProps(scope: Construct, props: Props): void {
  const from = chooseSourceRegion(scope, props ?? {});
  const given = (): Props => ({ ...props, sourceRegion: props.sourceRegion === null ? null! : from });
  const profiles = Array.isArray(props?.applicationProfiles) ? props.applicationProfiles : undefined;
  checkProps(scope, props && given(), {
    must: 'must name the models that may be called',
    example: '{ models: [ClaudeModel.SONNET_5_5] }',
    required: props?.applicationProfiles ? {} : { models: 'must name at least one model' },
    rules: {
      models: SOME_MODELS_RULES,
      sourceRegion: [
        ...writeSourceRegionRules('models', props?.models),
        ...writeProfileRegionRules(profiles).map((rule) => comparing(['applicationProfiles'], rule)),
      ],
      requiredGuardrails: writeGuardrailRules(from),
      ...RULES,
    },
  });
  warnOfModels(scope, 'access', 'models', props.models);
  warnOfUnconfirmedRegion(scope, props.models ?? [], from);
  if (props.requiredGuardrails) {
    warnOfGuardrailRegion(scope, from);
  }
}

/** The Region in which the profiles are called. Application profiles are called in their own Region. */
export function chooseSourceRegion(
  scope: Construct, { sourceRegion, applicationProfiles }: Pick<Props, 'sourceRegion' | 'applicationProfiles'>,
): string {
  return sourceRegion ?? applicationProfiles?.[0]?.sourceRegion ?? Stack.of(scope).region;
}
