import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ALARM_KINDS, AlarmKind } from './kinds';
import { requireActions, requireOptions } from './require-options';
import { fail, got, isConcrete, isStruct } from '../../checks/fail';
import { REGION_CODE } from '../../core/facts/regions';
import { Headroom, headroomsOf } from '../headroom';
import { InvocationAlarmsProps } from '../invocation-alarms-props';
import { InvocationMetrics } from '../invocation-metrics';
import { RecordDelivery } from '../record-delivery';
import { requireHeadroom, requireParts } from '../require-parts';
import { watch } from '../watched';

type Props = InvocationAlarmsProps;

/** Where AWS Organizations tells of its changes. */
const ORGANIZATION_REGION = 'us-east-1';
const POLICY_ID = /^p-[0-9a-zA-Z_]{8,128}$/;
const REGION_PREFIX = /^[a-z]{2,}-[a-z0-9-]*\*$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** What the props come to. */
export interface AlarmChoices {
  readonly kinds: readonly AlarmKind[];
  readonly profiles: readonly InvocationMetrics[];
  readonly headrooms: readonly Headroom[];
  readonly deliveries: readonly RecordDelivery[];
  /** The first destination that takes all records. */
  readonly recordsTo?: RecordDelivery;
}

/** Throws for props that watch nothing, or would be ignored. */
export function requireProps(scope: Construct, props: Props): AlarmChoices {
  if (!isStruct(props)) {
    return fail(scope, `'props' must say what is watched, ${got(props)}. For example { models: [ClaudeModel.SONNET_5_5] }`);
  }
  const profiles = watch(scope, props);
  const unknown = profiles.find(({ label }) => Token.isUnresolved(label));
  if (unknown) {
    fail(scope, '\'models\' must have IDs that are known at synthesis, since alarms are told apart by them, got: a token. Write the ID out');
  }
  requireTypes(scope, props);
  const { logGroup, deliveries = logGroup ? [RecordDelivery.CLOUDWATCH_LOGS] : [] } = props;
  requireHere(scope, props);
  requireLists(scope, props);
  const headrooms = headroomsOf(scope, props.quotas, props);
  const recordsTo = deliveries.find((delivery) => delivery !== RecordDelivery.LARGE_DATA);
  const obstacles = obstaclesOf(props, profiles, headrooms, deliveries.length > 0, recordsTo !== undefined);
  for (const kind of ALARM_KINDS) {
    requireOptions(scope, kind, props[kind]);
    requireUsed(scope, kind, props, obstacles[kind], isOnByDefault(scope, kind, props));
  }
  const kinds = ALARM_KINDS.filter((kind) => obstacles[kind] === undefined && (props[kind]?.enabled ?? isOnByDefault(scope, kind, props)));
  requireNeeded(scope, props, kinds, profiles);
  requireHeadroom(scope, props.quotas, headrooms, profiles);
  if (kinds.length === 0 && ALARM_KINDS.some((kind) => obstacles[kind] === undefined && isOnByDefault(scope, kind, props))) {
    fail(scope, 'must have an alarm, got: all of them switched off. Switch one on, or leave the construct out');
  }
  if (kinds.length === 0) {
    fail(scope, 'must have something to watch: \'models\', \'applicationProfiles\', \'logGroup\', \'deliveries\' or \'guardPolicyIds\', got: ' +
      `${Object.keys(props).join(', ') || 'none of them'}. For example { models: [ClaudeModel.SONNET_5_5] }`);
  }
  return { kinds, profiles, headrooms, deliveries, recordsTo };
}

function requireTypes(scope: Construct, props: Props): void {
  requireParts(scope, props);
  for (const prop of ['deliveries', 'allowedDestinationRegions', 'loggingWriterRoleArns', 'guardPolicyIds'] as const) {
    const value: readonly unknown[] | undefined = props[prop];
    if (value !== undefined && !(Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))) {
      fail(scope, `'${prop}' must be a list of at least one text, ${got(value)}. Leave it out for none`);
    }
  }
  for (const prop of ['deliveries', 'allowedDestinationRegions'] as const) {
    if (Token.isUnresolved(props[prop])) {
      fail(scope, `'${prop}' must be a list that is known at synthesis, got: a token. Write it out`);
    }
  }
  requireActions(scope, 'actions', props.actions);
  requireActions(scope, 'okActions', props.okActions);
}

function requireLists(scope: Construct, props: Props): void {
  const { deliveries = [], allowedDestinationRegions = [], loggingWriterRoleArns = [], guardPolicyIds = [] } = props;
  const places: readonly string[] = Object.values(RecordDelivery);
  requireEach(scope, 'deliveries', deliveries, (one) => places.includes(one), `hold ${places.join(', ')}`, 'Take them from RecordDelivery');
  requireEach(scope, 'allowedDestinationRegions', allowedDestinationRegions, (one) => REGION_CODE.test(one) || REGION_PREFIX.test(one),
    'hold codes of Regions, or what they begin with and "*"', 'For example "eu-west-1" or "eu-*"; to allow all, leave it out');
  requireEach(scope, 'loggingWriterRoleArns', loggingWriterRoleArns, (one) => ROLE_ARN.test(one),
    'hold ARNs of roles', 'For example "arn:aws:iam::111122223333:role/LoggingWriter"');
  requireEach(scope, 'guardPolicyIds', guardPolicyIds, (one) => POLICY_ID.test(one),
    'hold IDs of policies of an organization', 'For example "p-12345678", or GlobalCrisDenyGuard.policyId');
  const { region } = Stack.of(scope);
  if (guardPolicyIds.length > 0 && isConcrete(region) && region !== ORGANIZATION_REGION) {
    fail(scope, `'guardPolicyIds' must be in a stack of ${ORGANIZATION_REGION} in the organization's management account, since only there are changes of policies seen, ` +
      `${got(region)}. Make an InvocationAlarms with 'guardPolicyIds' alone in such a stack`);
  }
}

function requireEach(
  scope: Construct, prop: string, values: readonly string[], isRight: (value: string) => boolean, rule: string, remedy: string,
): void {
  const concrete = Token.isUnresolved(values) ? [] : values.filter((value) => !Token.isUnresolved(value));
  const wrong = concrete.find((value) => !isRight(value));
  if (wrong !== undefined) {
    fail(scope, `'${prop}' must ${rule}, ${got(wrong)}. ${remedy}`);
  }
  const repeated = concrete.find((value, index) => concrete.indexOf(value) !== index);
  if (repeated !== undefined) {
    fail(scope, `'${prop}' must name each once, ${got(repeated)} twice. Leave one out`);
  }
}

/** Metric filters are of the log group's account and Region. */
function requireHere(scope: Construct, { logGroup }: Props): void {
  const stack = Stack.of(scope);
  for (const part of ['account', 'region'] as const) {
    const here = stack[part];
    const there = logGroup?.env[part];
    if (isConcrete(there) && isConcrete(here) && there !== here) {
      fail(scope, `'logGroup' must be in the ${part} of the stack (${here}), since alarms see metrics of one account and Region, ${got(there)}. Make the alarms in a stack there`);
    }
  }
}

/** Why there cannot be alarms of a kind. */
function obstaclesOf(
  props: Props, profiles: readonly InvocationMetrics[], headrooms: readonly Headroom[], delivers: boolean, records: boolean,
): Partial<Record<AlarmKind, string>> {
  const noCalls = profiles.length === 0 ? 'needs \'models\' or \'applicationProfiles\'' : undefined;
  const noRecords = props.logGroup ? undefined : 'needs \'logGroup\'';
  return {
    throttles: noCalls,
    serverErrors: noCalls,
    clientErrors: noCalls,
    latency: noCalls,
    timeToFirstToken: noCalls ?? (props.streaming === false ? 'needs streaming calls, and \'streaming\' is false' : undefined),
    quotaShare: noCalls ?? (headrooms.length === 0 ? 'needs \'quotas\' that know a watched model' : undefined),
    deliveryFailure: delivers ? undefined : 'needs \'deliveries\' or \'logGroup\'',
    logSilence: noCalls ?? (records ? undefined : 'needs a destination of records: \'logGroup\', or \'deliveries\' with CLOUDWATCH_LOGS or S3'),
    missingRegion: noRecords,
    unexpectedRegion: noRecords ?? (props.allowedDestinationRegions ? undefined : 'needs \'allowedDestinationRegions\''),
    guardChanges: props.guardPolicyIds ? undefined : 'needs \'guardPolicyIds\'',
  };
}

function isOnByDefault(scope: Construct, kind: AlarmKind, { logGroup, deliveries }: Props): boolean {
  return kind === 'missingRegion' ? Stack.of(scope).region === 'af-south-1'
    : kind === 'loggingChanges' ? logGroup !== undefined || deliveries !== undefined
      : true;
}

/** Throws for options that would be ignored. */
function requireUsed(scope: Construct, kind: AlarmKind, props: Props, obstacle: string | undefined, onByDefault: boolean): void {
  const options = props[kind];
  if (options === undefined || options.enabled === false) {
    return;
  }
  if (obstacle !== undefined) {
    fail(scope, `'${kind}' ${obstacle}, ${got(options)}. Add that, or leave the options out`);
  }
  if (options.enabled === undefined && !onByDefault) {
    fail(scope, `'${kind}' is off unless it is switched on here, ${got(options)}. Add enabled: true, or leave the options out`);
  }
}

/** Throws for props whose only kind of alarm there is not. */
function requireNeeded(scope: Construct, props: Props, kinds: readonly AlarmKind[], profiles: readonly InvocationMetrics[]): void {
  const require = (prop: keyof Props, needed: boolean, rule: string): void => {
    if (props[prop] !== undefined && !needed) {
      fail(scope, `'${prop}' ${rule}, ${got(props[prop])}. Add that, or leave it out`);
    }
  };
  require('quotas', profiles.length > 0, 'needs \'models\' or \'applicationProfiles\'');
  require('streaming', profiles.length > 0, 'needs \'models\' or \'applicationProfiles\'');
  require('allowedDestinationRegions', kinds.includes('unexpectedRegion'), 'needs \'logGroup\', and \'unexpectedRegion\' that is not switched off');
  require('loggingWriterRoleArns', kinds.includes('loggingChanges'), 'needs \'loggingChanges\', which are watched with \'logGroup\', \'deliveries\' or enabled: true');
  require('guardPolicyIds', kinds.includes('guardChanges'), 'needs \'guardChanges\' that is not switched off');
}
