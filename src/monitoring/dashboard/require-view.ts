import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { View } from './view';
import { fail, got, isConcrete, isStruct } from '../../checks/fail';
import { headroomsOf } from '../headroom';
import { InvocationDashboardProps } from '../invocation-dashboard-props';
import { RecordDelivery } from '../record-delivery';
import { requireHeadroom, requireParts } from '../require-parts';
import { watch } from '../watched';

/** Throws for props that show nothing, that would be ignored, or that CloudWatch refuses. */
export function requireView(scope: Construct, props: InvocationDashboardProps): View {
  if (!isStruct(props)) {
    fail(scope, `'props' must say what is shown, ${got(props)}. For example { models: [ClaudeModel.SONNET_5_5] }`);
  }
  requireParts(scope, props);
  requireTypes(scope, props);
  requireSamePlace(scope, props);
  const { quotas, streaming = true, logGroup, alarms = [], period = Duration.minutes(5), region, account } = props;
  const options = { period, region, account };
  const deliveries = requireDeliveries(scope, props);
  const profiles = watch(scope, props, options);
  if (profiles.length === 0 && deliveries.length === 0 && !logGroup) {
    fail(scope, '\'models\', \'applicationProfiles\', \'logGroup\' or \'deliveries\' must be given, got: none of them. For example { models: [ClaudeModel.SONNET_5_5] }');
  }
  const headrooms = headroomsOf(scope, quotas, props, options);
  requireHeadroom(scope, quotas, headrooms, profiles);
  return { profiles, headrooms, streaming, logGroup, deliveries, alarms, ...options };
}

/** Props that may be tokens. */
const TEXTS: readonly (keyof InvocationDashboardProps)[] = ['dashboardName', 'start', 'region', 'account'];

function requireTypes(scope: Construct, props: InvocationDashboardProps): void {
  const require = (prop: keyof InvocationDashboardProps, is: (value: any) => boolean, rule: string, remedy: string) => {
    const value = props[prop];
    if (value !== undefined && !(TEXTS.includes(prop) && Token.isUnresolved(value)) && !is(value)) {
      fail(scope, `'${prop}' must be ${rule}, ${got(value)}. ${remedy}`);
    }
  };
  const isDuration = (value: any) => typeof value?.toMilliseconds === 'function' && !value.isUnresolved() && value.toMilliseconds() > 0;
  require('alarms', (value) => Array.isArray(value) && value.every((alarm) => typeof alarm?.alarmArn === 'string'),
    'a list of alarms', 'Leave it out for none');
  require('dashboardName', (value) => typeof value === 'string' && /^[\w-]{1,255}$/.test(value), '1 to 255 letters, digits, "-" and "_"', 'Leave it out for a name that is made');
  require('period', (value) => isDuration(value) && value.toMilliseconds() % 60_000 === 0, 'a Duration of whole minutes', 'For example Duration.minutes(5)');
  require('start', (value) => typeof value === 'string' && value !== '', 'a text', 'For example "-PT8H"');
  require('defaultInterval', isDuration, 'a Duration', 'For example Duration.hours(8)');
  for (const prop of ['region', 'account'] as const) {
    require(prop, (value) => typeof value === 'string' && value !== '', 'a text', 'Leave it out for the dashboard\'s');
  }
  if (props.start !== undefined && props.defaultInterval !== undefined) {
    fail(scope, `'start' must be left out where 'defaultInterval' is given, ${got(props.start)}. Choose one`);
  }
}

/** Tables ask the log group where it is. */
function requireSamePlace(scope: Construct, props: InvocationDashboardProps): void {
  for (const prop of ['region', 'account'] as const) {
    const [given, own] = [props[prop], props.logGroup?.env[prop]];
    if (isConcrete(given) && isConcrete(own) && given !== own) {
      fail(scope, `'${prop}' must be that of 'logGroup' (${own}), ${got(given)}. Make a dashboard for each ${prop}`);
    }
  }
}

function requireDeliveries(scope: Construct, { deliveries, logGroup }: InvocationDashboardProps): RecordDelivery[] {
  if (deliveries === undefined) {
    return logGroup ? [RecordDelivery.CLOUDWATCH_LOGS] : [];
  }
  const choices = Object.values(RecordDelivery);
  if (!Array.isArray(deliveries) || !deliveries.every((one, index) => choices.includes(one) && deliveries.indexOf(one) === index)) {
    fail(scope, `'deliveries' must name each of ${choices.join(', ')} at most once, ${got(deliveries)}. Leave it out for that of the log group`);
  }
  return deliveries;
}
