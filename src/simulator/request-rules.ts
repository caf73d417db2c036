import { Token } from 'aws-cdk-lib';
import { CallerOptions } from './invocation-request-options';
import { checkValues } from '../checks/check';
import { ConditionKey } from '../core/facts/iam-words';
import { ACCOUNT_ID } from '../core/facts/organization-ids';
import { REGION_CODE } from '../core/facts/regions';
import { PRIVATE_USE } from '../core/iam/glob';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, matches, Rule, Rules } from '../core/rules/rule';

/** Keys that follow from the call and its caller. */
const OWN_KEYS: string[] = [
  ConditionKey.REQUESTED_REGION, ConditionKey.INFERENCE_PROFILE_ARN, ConditionKey.PRINCIPAL_ARN, ConditionKey.PRINCIPAL_ACCOUNT,
].map((key) => key.toLowerCase());

const PRINCIPAL = /^arn:[^:]+:iam::(\d{12}):(root$|role\/.|user\/.)/;

/** Throws where what a request is made of breaks rules. Tokens are judged here: a request is decided at synthesis. */
export function checkRequest<P extends object>(given: P, rules: Rules<P>): void {
  checkValues(given, rules, () => true);
}

const CONCRETE: Rule<string> = {
  holds: (value) => !Token.isUnresolved(value),
  rule: 'must be concrete, since a request is decided at synthesis',
  remedy: 'Give the value that it will have',
};

/** A caller of whom a request can be decided. */
export const CALLER_RULES: Rules<CallerOptions> = {
  account: [CONCRETE, matches(ACCOUNT_ID, 'must be 12 digits', 'For example "111122223333"')],
  sourceRegion: [CONCRETE, mustBeRegion('the Region in which the call is made')],
  principalArn: [
    CONCRETE,
    matches(PRINCIPAL, 'must be the ARN of a role or a user; for an assumed role that of the role itself', 'For example ' +
      '"arn:aws:iam::111122223333:role/app"'),
    {
      holds: (arn, { account }) => PRINCIPAL.exec(arn)?.[1] === account,
      rule: (_, { account }) => `must belong to 'account' ${account}`,
      remedy: 'Set both to those of the caller',
    },
    {
      holds: (arn) => PRINCIPAL.exec(arn)?.[2] !== 'root' && !arn.includes(':role/aws-service-role/'),
      rule: 'must not be the root user or a service-linked role, for which other rules hold',
      remedy: 'Ask about a role or a user',
    },
  ],
  contextKeys: [
    {
      holds: (keys) => findOwnKey(keys) === undefined,
      rule: 'must not hold a key that follows from the call or its caller',
      got: (keys) => describeValue(findOwnKey(keys)),
      remedy: 'Choose the request, or set \'principalArn\', as you mean it',
    },
    {
      holds: (keys) => findBareKey(keys) === undefined,
      rule: 'must hold names with a prefix, such as "aws:SourceVpce"',
      got: (keys) => describeValue(findBareKey(keys)),
      remedy: 'Write the key as a policy would',
    },
  ],
};

/** The values of one context key. */
export const CONTEXT_VALUE_RULES: readonly (Rule<string[]> | { readonly each: Rule<string>[] })[] = [
  {
    holds: (values) => Array.isArray(values), // a text has elements as well, which would be taken for values
    rule: 'must be a list of strings, empty for a key that is absent',
    remedy: 'For example ["vpce-1"]',
  },
  {
    each: [
      CONCRETE,
      {
        holds: (value) => !PRIVATE_USE.test(value),
        rule: 'must hold no characters of Unicode\'s private use area',
        remedy: 'IAM refuses them in policies, so no policy can mean them',
      },
    ],
  },
];

/** What the calls are made of. */
export const REQUEST_RULES: Rules<{
  readonly model?: string;
  readonly applicationProfileId?: string;
  readonly geography?: string;
  readonly destinationRegions?: string[];
}> = {
  model: [CONCRETE],
  applicationProfileId: [
    CONCRETE,
    matches(/^[\w-]+$/, 'must be the ID of an application inference profile', 'Of an ARN, take the part after the last "/"'),
  ],
  geography: [
    CONCRETE,
    matches(/^(?!global$)[a-z]+(-[a-z]+)*$/, 'must be the prefix of a geographic profile, such as "eu"', 'For the global profile use ' +
      'globalProfile()'),
  ],
  destinationRegions: [
    atLeastOne('list the Regions to which the profile may route', 'bedrock:GetInferenceProfile in the source Region tells them'),
    { each: [CONCRETE, mustBeRegion('a Region to which the profile may route')] },
  ],
};

function mustBeRegion(meaning: string): Rule<string> {
  return matches(REGION_CODE, `must be the code of ${meaning}, such as "af-south-1"`, 'Write it as AWS does');
}

type ContextKeys = NonNullable<CallerOptions['contextKeys']>;

function findOwnKey(keys: ContextKeys): string | undefined {
  return Object.keys(keys).find((key) => OWN_KEYS.includes(key.toLowerCase()));
}

function findBareKey(keys: ContextKeys): string | undefined {
  return Object.keys(keys).find((key) => !key.includes(':'));
}
