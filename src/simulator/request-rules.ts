import { Token } from 'aws-cdk-lib';
import { CallerOptions, InvocationRequestOptions } from './invocation-request-options';
import { ClaudeModel } from '../catalog/claude-model';
import { MODEL_RULES } from '../catalog/model-rules';
import { PROJECT_ID_RULE } from '../catalog/project-rules';
import { checkValues, findPropFaults, PropRules, refuse } from '../checks/check';
import { isKnownKey } from '../core/call/carried-keys';
import { describeUncarriedKey } from '../core/call/key-notes';
import { ConditionKey } from '../core/facts/iam-words';
import { ACCOUNT_ID } from '../core/facts/organization-ids';
import { DEFAULT_PROJECT } from '../core/facts/project';
import { REGION_CODE } from '../core/facts/regions';
import { PRIVATE_USE } from '../core/iam/special-characters';
import {
  atLeastOne, comparing, each, ElementRules, findFaults, matches, must, mustLack, required, Rule, Rules,
} from '../core/rules/rule';

/** Keys that follow from the call and its caller. */
const OWN_KEYS: string[] = [
  ConditionKey.REQUESTED_REGION, ConditionKey.INFERENCE_PROFILE_ARN, ConditionKey.PRINCIPAL_ARN, ConditionKey.PRINCIPAL_ACCOUNT,
].map((key) => key.toLowerCase());

/** Finds a key that no request carries. A key of other requests is not a fault: one set of keys may serve several. */
function findInventedKey(keys: object): string | undefined {
  return Object.keys(keys).find((key) => key.includes(':') && !isKnownKey(key));
}

const PRINCIPAL = /^arn:[^:]+:iam::(\d{12}):(root$|role\/.|user\/.)/;

/** Throws if a request has no model, or a caller for which no request can be decided. */
export function checkCall(model: ClaudeModel, options: CallerOptions): void {
  refuse(undefined, [...findFaults({ model }, { model: MODEL_RULES }), ...findPropFaults(options, CALLER, () => true)]);
  const { contextKeys = {} } = options;
  refuse(undefined, Object.entries(contextKeys).flatMap(([key, values]) => {
    const name = `contextKeys.${key}`;
    return findFaults({ [name]: values }, { [name]: CONTEXT_VALUE_RULES });
  }));
}

/** Throws if a part of a request breaks a rule. Tokens are refused: a request is decided at synthesis. */
export function checkRequest<P extends object>(given: P, rules: Rules<P>): void {
  checkValues(given, rules, () => true);
}

const CONCRETE: Rule<string> = must((value) => !Token.isUnresolved(value), 'must be concrete, because a request is decided at synthesis',
  'Give the value that it will have');

/** A caller for which a request can be decided. */
const CALLER_RULES: Rules<InvocationRequestOptions> = {
  projectId: [CONCRETE, PROJECT_ID_RULE],
  account: [CONCRETE, required(matches(ACCOUNT_ID, 'must be 12 digits', 'For example "111122223333"'))],
  sourceRegion: [CONCRETE, required(mustBeRegion('the Region in which the call is made'))],
  principalArn: [
    CONCRETE,
    matches(PRINCIPAL, 'must be the ARN of a role or a user; for an assumed role, the ARN of the role itself',
      'For example "arn:aws:iam::111122223333:role/app"'),
    comparing(['account'], must<string, CallerOptions>((arn, { account }) => PRINCIPAL.exec(arn)?.[1] === account,
      (_, { account }) => `must belong to 'account' ${account}`, 'Set both to those of the caller')),
    must((arn) => PRINCIPAL.exec(arn)?.[2] !== 'root' && !arn.includes(':role/aws-service-role/'),
      'must not be the root user or a service-linked role, which follow other rules', 'Ask about a role or a user'),
  ],
  contextKeys: [
    mustLack((keys) => Object.keys(keys).find((key) => OWN_KEYS.includes(key.toLowerCase())),
      'must not hold a key that follows from the call or its caller', 'Choose another request, or set \'principalArn\''),
    mustLack((keys) => Object.keys(keys).find((key) => !key.includes(':')), 'must hold names with a prefix, such as "aws:SourceVpce"',
      'Write the key as a policy would'),
    mustLack(findInventedKey, 'must hold keys that requests carry',
      (keys) => `Check its name: ${describeUncarriedKey(findInventedKey(keys)!)}`),
  ],
};

const CALLER: PropRules<InvocationRequestOptions> = {
  name: 'options',
  must: 'must say who calls',
  example: '{ account: "111122223333", sourceRegion: "af-south-1" }',
  rules: CALLER_RULES,
};

const STRINGS = ['must be a list of strings, empty for a key that is absent', 'For example ["vpce-1"]'] as const;

/** The values of one context key. */
const CONTEXT_VALUE_RULES: readonly (Rule<string[]> | ElementRules<string>)[] = [
  required(must(Array.isArray, ...STRINGS)),
  each(must((value) => typeof value === 'string', ...STRINGS), CONCRETE, must((value) => !PRIVATE_USE.test(value),
    'must hold no characters of Unicode\'s private use area', 'IAM refuses them in policies, so no policy can mean them')),
];

interface RequestParts {
  readonly projectId?: string;
  readonly model?: string;
  readonly applicationProfileId?: string;
  readonly geography?: string;
  readonly destinationRegions?: string[];
}

/** The rules on the parts of requests. */
export const REQUEST_RULES: Rules<RequestParts> = {
  model: [CONCRETE],
  projectId: [must((projectId) => projectId === DEFAULT_PROJECT,
    'must be the default project, because application inference profiles use no other', 'Leave it out, or use globalProfile()')],
  applicationProfileId: [CONCRETE,
    required(matches(/^[\w-]+$/, 'must be the ID of an application inference profile',
      'If you have an ARN, take the part after the last "/"'))],
  geography: [CONCRETE, required(matches(/^(?!global$)[a-z]+(-[a-z]+)*$/, 'must be the prefix of a geographic profile, such as "eu"',
    'For the global profile use globalProfile()'))],
  destinationRegions: [
    required(atLeastOne('list the Regions to which the profile may route', 'bedrock:GetInferenceProfile in the source Region lists them')),
    each(CONCRETE, mustBeRegion('a Region to which the profile may route')),
  ],
};

function mustBeRegion(meaning: string): Rule<string> {
  return matches(REGION_CODE, `must be the code of ${meaning}`, 'For example "af-south-1"');
}
