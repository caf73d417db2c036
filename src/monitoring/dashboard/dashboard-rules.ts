import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HOLDS_MODELS, SOME_MODELS_RULES } from '../../catalog/model-rules';
import { areDifferent, checkProps, fail, isConcrete, KNOWN_LIST, refuse } from '../../checks/check';
import { each, evenUnknown, findFaults, findRepeated, LIST, matches, must, mustBeOneOf, Rule, Rules } from '../../core/rules/rule';
import { listDeliveries } from '../deliveries';
import { InvocationDashboardProps } from '../invocation-dashboard-props';
import { CAN_BE_QUERIED } from '../queries/queries-rules';
import { RecordDelivery } from '../record-delivery';
import { EACH_PROFILE_ONCE, findWatchedFaults, KNOWS_A_MODEL, warnOfWatchedModels } from '../watched-calls-rules';

type Props = InvocationDashboardProps;

const RULES: Rules<Props> = {
  models: SOME_MODELS_RULES,
  applicationProfiles: [EACH_PROFILE_ONCE],
  quotas: [KNOWS_A_MODEL],
  logGroup: [CAN_BE_QUERIED],
  deliveries: [KNOWN_LIST, each(evenUnknown(mustBeOneOf(RecordDelivery))), must((deliveries) => findRepeated(deliveries) === undefined,
    `must name each of ${Object.values(RecordDelivery).join(', ')} at most once`, 'Leave it out for that of the log group')],
  dashboardName: [matches(/^[\w-]{1,255}$/, 'must be 1 to 255 letters, digits, "-" and "_"', 'Leave it out for a generated name')],
  period: [evenUnknown(must((period) => isAboveZero(period) && period.toMilliseconds() % 60_000 === 0,
    'must be a Duration of whole minutes', 'For example Duration.minutes(5)'))],
  start: [
    mustHaveText('For example "-PT8H"'),
    evenUnknown(must((_, { defaultInterval }) => defaultInterval === undefined, 'must be left out if \'defaultInterval\' is given',
      'Choose one')),
  ],
  defaultInterval: [evenUnknown(must(isAboveZero, 'must be a Duration', 'For example Duration.hours(8)'))],
  region: [mustHaveText('Leave it out for the dashboard\'s'), mustBeWithLogGroup('region')],
  account: [mustHaveText('Leave it out for the dashboard\'s'), mustBeWithLogGroup('account')],
};

const LISTS: Rules<Props> = { models: [HOLDS_MODELS], applicationProfiles: [LIST], deliveries: [LIST], alarms: [LIST] };

/** Throws for props that show nothing, would have no effect, or that CloudWatch refuses. */
export function checkDashboardProps(scope: Construct, props: Props): void {
  const example = '{ models: [ClaudeModel.SONNET_5_5] }';
  checkProps(scope, props, { must: 'must say what is shown', example, rules: LISTS }); // first, since the other rules look into them
  refuse(scope, [...findWatchedFaults(props, props.region ?? Stack.of(scope).region), ...findFaults(props, RULES, isConcrete)]);
  const { models = [], applicationProfiles = [], logGroup } = props;
  warnOfWatchedModels(scope, props);
  if (!logGroup && models.length + applicationProfiles.length + listDeliveries(props).length === 0) {
    fail(scope, `'models', 'applicationProfiles', 'logGroup' or 'deliveries' must be given, got: none of them. For example ${example}`);
  }
}

function isAboveZero(duration: Duration): boolean {
  return !duration.isUnresolved() && duration.toMilliseconds() > 0;
}

function mustHaveText(remedy: string): Rule<string> {
  return must((text) => text !== '', 'must be a text', remedy);
}

/** Tables query the log group in its own account and Region. */
function mustBeWithLogGroup(part: 'region' | 'account'): Rule<string, Props> {
  return must((given, { logGroup }) => !areDifferent(given, logGroup?.env[part]),
    (_, { logGroup }) => `must be that of 'logGroup' (${logGroup?.env[part]})`, `Make a dashboard for each ${part}`);
}
