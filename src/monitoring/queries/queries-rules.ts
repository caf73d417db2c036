import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { writeKeyTitle } from './records';
import { checkProps, checkValues, mustBeIn } from '../../checks/check';
import { mustNotBeOfClass } from '../../checks/log-class';
import { METADATA_KEY } from '../../core/facts/invocation-records';
import { CLASS_FOR_DELIVERY } from '../../core/facts/log-groups';
import { aboveZero, each, evenUnknown, findAlike, matches, must, mustLack, once, required, Rules } from '../../core/rules/rule';
import { InvocationQueriesProps } from '../invocation-queries-props';

const KEY_RULE = 'must have 1 to 256 letters, digits, spaces and : _ @ $ # = / + , - . as Amazon Bedrock requires, known at synthesis';
/** The rule for a key of `requestMetadata`. */
const KEY = matches(METADATA_KEY, KEY_RULE, 'For example "team"');

/** The rule for a log group that Logs Insights queries. */
export const CAN_BE_QUERIED = mustNotBeOfClass([CLASS_FOR_DELIVERY], 'takes no queries', 'Take another log group');

const RULES: Rules<InvocationQueriesProps> = {
  metadataKeys: [
    evenUnknown(must((keys) => !Token.isUnresolved(keys) && !keys.some((key) => Token.isUnresolved(key)),
      'must be a list of keys that are known at synthesis', 'For example ["team"]')),
    each(KEY),
    once('key'),
    mustLack((keys) => findAlike(keys, writeKeyTitle), 'must differ in more than ":" and "/", since names of queries cannot have these',
      'Leave one out'),
  ],
  folder: [matches(/^[^:*/]+(\/[^:*/]+)*$/, 'must be names between single slashes, without ":" and "*"', 'For example "Bedrock"')],
  outputTokenBurndownRate: [aboveZero('Leave it out for the rate that AWS states for each model')],
};

/** Throws for props that contradict a rule of the services. */
export function checkQueriesProps(scope: Construct, props: InvocationQueriesProps): void {
  checkProps(scope, props, {
    must: 'must name the log group of the records',
    example: '{ logGroup: logging.logGroup }',
    required: { logGroup: ['must be a log group', 'Create it or import it in this app'] },
    rules: () => writeRules(Stack.of(scope)),
  });
}

function writeRules({ region }: Stack): Rules<InvocationQueriesProps> {
  const here = mustBeIn('region', region, `must be in the Region of the stack (${region})`, 'Create the queries in a stack of that Region');
  return { ...RULES, logGroup: [here, CAN_BE_QUERIED], trailLogGroup: [here, CAN_BE_QUERIED] };
}

/** Throws for a value that cannot be a key of `requestMetadata`. */
export function requireMetadataKey(key: string): void {
  checkValues({ key }, { key: [required(KEY)] }, () => true);
}
