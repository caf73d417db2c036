import { References } from './references';
import { ReportServing } from './report';
import { findConstructPath, listResources, StackAt } from './stack-at';
import { isObject, Json, toList } from '../iam/document';

/** The field of a record that names the Region which served the call. */
const FIELD = '$.inferenceRegion';
const NOT_EXISTS = /\$\.inferenceRegion NOT EXISTS/;
/** A Region that is expected, in a pattern of records that name none of those. */
const EXPECTED = /^\(?\$\.inferenceRegion != "([^"]+)"\)?$/;
const ANY = /^\(?\$\.inferenceRegion = "\*"\)?$/;

/** A metric, of which the account and Region are those of its stack. */
interface Metric {
  readonly stack: StackAt;
  readonly namespace: unknown;
  readonly name: unknown;
}

/** Finds the alarms that watch the destination Regions: those on metrics that count records by Region. Never throws. */
export function readServing(stacks: readonly StackAt[], references: References): ReportServing[] {
  const filters = listResources(stacks, 'AWS::Logs::MetricFilter').flatMap(({ stack, resource }) => {
    const properties = isObject(resource.Properties) ? references.write(stack, resource.Properties) as Json : {};
    const { FilterPattern: pattern, MetricTransformations: transformations } = properties;
    if (resource.Condition !== undefined || !writeText(pattern).includes(FIELD)) {
      return [];
    }
    return toList(transformations).filter(isObject)
      .map(({ MetricNamespace: namespace, MetricName: name }) => ({ pattern, metric: { stack, namespace, name } }));
  });
  const alarms = filters.length === 0 ? [] : listAlarms(stacks, references);
  return filters.flatMap(({ pattern, metric }) => alarms.filter(({ metrics }) => metrics.some((one) => isSame(one, metric)))
    .map(({ stack, path }) => ({ account: stack.account, region: stack.region, path, ...describePattern(pattern) })));
}

function listAlarms(stacks: readonly StackAt[], references: References) {
  return listResources(stacks, 'AWS::CloudWatch::Alarm').filter(({ resource }) => resource.Condition === undefined)
    .map(({ stack, logicalId, resource }) => {
      const properties = isObject(resource.Properties) ? references.write(stack, resource.Properties) as Json : {};
      const stats = toList(properties.Metrics).filter(isObject).map(({ MetricStat: stat }) => isObject(stat) ? stat.Metric : undefined);
      const metrics = [properties, ...stats].filter(isObject)
        .map(({ Namespace: namespace, MetricName: name }): Metric => ({ stack, namespace, name }));
      return { stack, path: findConstructPath({ stack, logicalId }), metrics };
    });
}

function isSame(left: Metric, right: Metric): boolean {
  const isText = typeof left.name === 'string' && typeof left.namespace === 'string';
  const isHere = left.stack === right.stack || (left.stack.account === right.stack.account && left.stack.region === right.stack.region
    && left.stack.account !== undefined && left.stack.region !== undefined);
  return isText && isHere && left.name === right.name && left.namespace === right.namespace;
}

/** Describes what an alarm on a pattern watches. Only a pattern of our own form tells the expected Regions. */
function describePattern(pattern: unknown): Pick<ReportServing, 'expected' | 'watches'> {
  if (typeof pattern !== 'string') {
    return { watches: 'records that match a pattern known only at deployment' };
  }
  if (NOT_EXISTS.test(pattern)) {
    return { watches: 'records of answered calls without a destination Region' };
  }
  const terms = pattern.replace(/^\s*\{\s*|\s*\}\s*$/g, '').split(/\s*&&\s*/);
  const expected = terms.flatMap((term) => EXPECTED.exec(term)?.[1] ?? []);
  return expected.length > 0 && terms.every((term) => EXPECTED.test(term) || ANY.test(term))
    ? { expected, watches: `records of calls with a destination Region outside of ${expected.join(', ')}` }
    : { watches: `records that match ${pattern}` };
}

function writeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
