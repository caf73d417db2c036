import { ENDPOINT_CALLER_RULES } from '../call/endpoint-callers';
import { GUARD_RULES } from '../call/guard/guard-rules';
import { InferenceRoute } from '../call/guard/inference-route';
import { findKnownModel } from '../facts/known-models';
import { LONGEST_POLICY_NAME, MANAGED_POLICY_NAME } from '../facts/managed-policy-names';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../facts/organization-ids';
import { PROJECT_ID } from '../facts/project';
import { REGION_CODE } from '../facts/regions';
import { describeValue } from '../rules/describe-value';
import { atLeastOne, comparing, each, ElementRules, matches, must, once, required, Rule, Rules } from '../rules/rule';
import { CallableModel, MODEL_ID_RULES, writeAvailabilityRules } from '../statements/model-rules';
import { SERVICE_CONTROL_POLICY_RULES } from '../statements/scp-rules';

/** What to do where AWS has added a Region to a model that is listed. */
export const IF_NEWER = 'if AWS has added this one since, take a newer cdk-bedrock-cris';

type ModelRules = readonly (Rule<readonly string[]> | ElementRules<string>)[];

/** A list of Claude models by their own IDs. */
export const MODEL_IDS_RULES: ModelRules = [
  required(atLeastOne('name at least one model', 'For example anthropic.claude-sonnet-5-5')),
  each(...MODEL_ID_RULES.modelId as readonly Rule<string>[]),
  once('model'),
];

/** What is known of a model by its ID alone. */
export function findCallable(modelId: string): CallableModel {
  return { modelId, isAvailableFrom: (region) => findKnownModel(modelId)?.sourceRegions.includes(region) ?? true };
}

interface AccessValues {
  readonly modelIds: string[];
  readonly region?: string;
  readonly account?: string;
  readonly projectId?: string;
}

/** The rules on an access, whose account must be there where nothing fills it in. */
export function writeAccessRules({ modelIds }: AccessValues, needsAccount: boolean): Rules<AccessValues> {
  const [form, availability] = writeAvailabilityRules('modelIds', modelIds.map(findCallable), IF_NEWER);
  const account = must<string, unknown>((given) => given !== undefined,
    'must be given for JSON, which nothing fills in',
    'Name the account of the callers, or take a format that fills it in, such as terraform', () => 'nothing');
  return {
    modelIds: MODEL_IDS_RULES,
    region: [
      required(must((given) => given !== undefined, 'must name the Region in which the profiles are called', 'For example af-south-1',
        () => 'nothing')),
      form,
      availability,
    ],
    account: [...needsAccount ? [required(account)] : [], matches(ACCOUNT_ID, 'must be 12 digits', 'For example 111122223333')],
    projectId: [matches(PROJECT_ID, 'must be the ID of a project: letters, digits, "_" and "-"',
      'Of an ARN, take the part after the last "/"')],
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
        'must be of the account whose profiles are called, that of \'account\'', 'Leave it out: callers of another account call its own'))),
    ],
  };
}

interface GuardGiven {
  readonly exceptModelIds: string[];
  readonly routes: InferenceRoute[];
  readonly sourceRegions?: string[];
  readonly exemptPrincipalArns: string[];
}

/** The rules on a guard: those of the construct, but that all models have one list. */
export const ROLLED_OUT_GUARD_RULES: Rules<GuardGiven> = {
  ...GUARD_RULES as Rules<GuardGiven>,
  exceptModelIds: [GUARD_RULES.exceptModelIds![0], once('model')],
};

interface Deployment {
  readonly policyName?: string;
  readonly maxDocumentSize?: number;
  readonly targets?: { readonly targetId: string }[];
  readonly units?: string[];
  readonly homeRegion?: string;
}

const TARGETS = [ROOT_ID, ORGANIZATIONAL_UNIT_ID, ACCOUNT_ID];
/** How each landing zone writes a unit below another one, and what stands there where that of the other one was taken. */
const SEPARATORS = { cfct: [':', '/'], lza: ['/', ':'] } as const;

/** The rules on where and under which name a policy is deployed. */
export function writeDeploymentRules(isOfOrganization: boolean, landingZone?: keyof typeof SEPARATORS): Rules<Deployment> {
  const [separator, other] = landingZone === undefined ? [] : SEPARATORS[landingZone];
  return {
    policyName: isOfOrganization
      ? [...SERVICE_CONTROL_POLICY_RULES.policyName!, matches(/^[ -~]*$/, 'must be of ASCII', 'Take letters and digits')]
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
        must((unit) => unit.trim() !== '' && !unit.includes(other!), `must write a unit below another one as A${separator}B`,
          `For example Workloads${separator}Production`)),
      once('unit'),
    ],
    homeRegion: landingZone !== 'cfct' ? [] : [
      required(must((region) => region !== undefined, 'must name the home Region of AWS Control Tower, with which a manifest begins',
        'For example eu-west-1', () => 'nothing')),
      matches(REGION_CODE, 'must be the code of a Region', 'For example eu-west-1'),
    ],
  };
}
