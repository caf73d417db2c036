import { Stack, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fail, got, isConcrete, isStruct } from '../../checks/fail';
import { InvocationQueriesProps } from '../invocation-queries-props';
import { requireLogGroup } from '../require-parts';

/** Throws for props that contradict a rule of the services, and for what is no log group. */
export function requireQueriesProps(scope: Construct, props: InvocationQueriesProps): void {
  if (!isStruct(props)) {
    fail(scope, `'props' must name the log group of the records, ${got(props)}. For example { logGroup: logging.logGroup }`);
  }
  const { metadataKeys = [], folder, outputTokenBurndownRate: rate } = props;
  requireHere(scope, 'logGroup', props.logGroup);
  if (props.trailLogGroup !== undefined) {
    requireHere(scope, 'trailLogGroup', props.trailLogGroup);
  }
  if (!Array.isArray(metadataKeys) || Token.isUnresolved(metadataKeys)) {
    fail(scope, `'metadataKeys' must be a list of keys that are known at synthesis, ${got(metadataKeys)}. For example ["team"]`);
  }
  metadataKeys.forEach((key, index) => {
    const alike = metadataKeys.findIndex((other) => titleOf(other) === titleOf(key));
    const fault = metadataKeyFault(key) ?? (alike === index ? undefined
      : metadataKeys[alike] === key ? `must name each key once, ${got(key)} twice. Leave one out`
        : `must differ in more than ":" and "/", which names of queries cannot have, ${got([metadataKeys[alike], key])}. Leave one out`);
    if (fault) {
      fail(scope, `'metadataKeys' ${fault}`);
    }
  });
  if (folder !== undefined && typeof folder !== 'string' || isConcrete(folder) && !/^[^:*/]+(\/[^:*/]+)*$/.test(folder)) {
    fail(scope, `'folder' must be names between single slashes, without ":" and "*", ${got(folder)}. For example "Bedrock"`);
  }
  if (isConcrete(rate) && !(Number.isFinite(rate) && rate > 0)) {
    fail(scope, `'outputTokenBurndownRate' must be a number above 0, ${got(rate)}. Leave it out for 5`);
  }
}

/** A key in the name of a query. */
export function titleOf(key: string): string {
  return String(key).replace(/[:/]/g, '-');
}

/** What is wrong with a key of `requestMetadata`. */
export function metadataKeyFault(key: string): string | undefined {
  return typeof key === 'string' && !Token.isUnresolved(key) && /^[\w :@$#=/+,.-]{1,256}$/.test(key) && key.trim() !== ''
    ? undefined
    : `must have 1 to 256 letters, digits, spaces and : _ @ $ # = / + , - . as Amazon Bedrock has it, and be known at synthesis, ${got(key)}. For example "team"`;
}

/** Throws for what is no log group, and for one that is known to be in another Region, which the stack's queries cannot read. */
function requireHere(scope: Construct, prop: 'logGroup' | 'trailLogGroup', logGroup: logs.ILogGroup): void {
  requireLogGroup(scope, prop, logGroup);
  const { region } = Stack.of(scope);
  if (isConcrete(logGroup.env.region) && isConcrete(region) && logGroup.env.region !== region) {
    fail(scope, `'${prop}' must be in the Region of the stack (${region}), ${got(logGroup.env.region)}. Make the queries in a stack of that Region`);
  }
}
