import { Duration, Stack, Token } from 'aws-cdk-lib';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ALARM_KINDS, AlarmKind, combineSettings } from './alarm-kinds';
import { chooseKinds, explainMissingKinds, isOnByDefault } from './choose-kinds';
import { MOST_PROFILES } from './plan-calls';
import { findUnexpectedRegions } from './plan-records';
import { HOLDS_MODELS, SOME_MODELS_RULES } from '../../catalog/model-rules';
import { areDifferent, checkProps, fail, isConcrete, KNOWN_LIST, mustBeIn, refuse } from '../../checks/check';
import { mustNotBeOfClass } from '../../checks/log-class';
import { ALARM_WINDOW } from '../../core/facts/cloudwatch-limits';
import { CLASSES_WITHOUT_METRIC_FILTERS, LONGEST_FILTER_PATTERN } from '../../core/facts/log-groups';
import { POLICY_ID } from '../../core/facts/organization-ids';
import { ORGANIZATIONS_REGION, REGION_CODE } from '../../core/facts/regions';
import { describeValue } from '../../core/rules/describe-value';
import {
  aboveZero, atLeastOne, comparing, each, evenUnknown, Fault, findFaults, LIST, matches, must, mustBeOneOf, once, onlyWhere, Rule, Rules,
} from '../../core/rules/rule';
import { InvocationAlarmOptions } from '../alarm-options';
import { InvocationAlarmsProps } from '../invocation-alarms-props';
import { RecordDelivery } from '../record-delivery';
import { findModelsWithQuota } from '../watched-calls';
import { EACH_PROFILE_ONCE, findWatchedFaults, KNOWS_A_MODEL, warnOfWatchedModels } from '../watched-calls-rules';

type Props = InvocationAlarmsProps;

const COUNT: Rule<number> = must((count) => Number.isInteger(count) && count >= 1, 'must be a whole number from 1', 'For example 3');

const REGION = matches(new RegExp(`${REGION_CODE.source}|^[a-z]{2,}-[a-z0-9-]*\\*$`),
  'must hold codes of Regions, or their beginnings and "*"', 'For example "eu-west-1" or "eu-*"; to allow all, leave it out');
const ROLE_ARN = matches(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'must hold ARNs of roles', 'For example "arn:aws:iam::111122223333:role/LoggingWriter"');
const HOLDS_POLICY_ID = matches(POLICY_ID,
  'must hold IDs of policies of an organization', 'For example "p-12345678", or GlobalCrisDenyGuard.policyId');

const SOME_TEXTS = atLeastOne('be a list of at least one text', 'Leave it out for none');
const EACH_ONCE: Rule<readonly string[]> = { ...once('one'), rule: 'must name each once' };

const NEEDS_CHANGES = 'needs \'loggingChanges\', which needs \'logGroup\', \'deliveries\' or enabled: true';

const LISTS: Rules<Props> = {
  models: [HOLDS_MODELS],
  applicationProfiles: [LIST],
  deliveries: [LIST],
  allowedDestinationRegions: [LIST],
  loggingWriterRoleArns: [LIST],
  guardPolicyIds: [LIST],
  actions: [LIST],
  okActions: [LIST],
};

/** Throws for props that watch nothing, contradict each other, or would have no effect. */
export function checkAlarmsProps(scope: Construct, props: Props): void {
  const example = '{ models: [ClaudeModel.SONNET_5_5] }';
  checkProps(scope, props, { must: 'must say what is watched', example, rules: LISTS }); // first, since the other rules look into them
  const stack = Stack.of(scope);
  refuse(scope, [
    ...findWatchedFaults(props, stack.region),
    ...findFaults(props, { ...writeRules(stack, props), ...writeKindRules(stack, props) }, isConcrete),
    ...ALARM_KINDS.flatMap((kind) => findOptionFaults(kind, props[kind])),
  ]);
  warnOfWatchedModels(scope, props);
  if (chooseKinds(props, stack.region).length > 0) {
    return;
  }
  const couldWatch = ALARM_KINDS.some((kind) => explainMissingKinds(props)[kind] === undefined && isOnByDefault(kind, props, stack.region));
  fail(scope, couldWatch
    ? 'must have an alarm, got: all switched off. Switch one on, or leave the construct out'
    : 'must have something to watch: \'models\', \'applicationProfiles\', \'logGroup\', \'deliveries\' or \'guardPolicyIds\', got: ' +
      `${Object.keys(props).join(', ') || 'none of them'}. For example ${example}`);
}

function writeRules(stack: Stack, props: Props): Rules<Props> {
  const { region } = stack;
  const kinds = chooseKinds(props, region);
  const watchesCalls = [props.models, props.applicationProfiles].some((list) => list?.length);
  const withCalls = onlyWhere(watchesCalls, 'needs \'models\' or \'applicationProfiles\'');
  const crowded = kinds.includes('quotaShare') ? findCrowdedQuota(props) : undefined;
  return {
    models: [...SOME_MODELS_RULES, must((models) => !models.some(({ modelId }) => Token.isUnresolved(modelId)),
      'must have IDs that are known at synthesis, since they name the alarms', 'Write the ID out', () => 'a token')],
    applicationProfiles: [EACH_PROFILE_ONCE, must(() => crowded === undefined,
      `must name at most ${MOST_PROFILES} profiles of a model with a quota, including its global one, since an alarm adds up no more`,
      'Leave its quota out of \'quotas\', or watch some profiles by another InvocationAlarms',
      () => `${crowded?.count} of "${crowded?.modelId}"`)],
    quotas: [withCalls, {
      ...KNOWS_A_MODEL,
      holds: (quotas, given) => (given.quotaShare?.enabled ?? given.quotaShare !== undefined) // the rule of 'quotaShare' reports it then
        || KNOWS_A_MODEL.holds(quotas, given),
    }],
    streaming: [withCalls],
    logGroup: [
      ...([['account', 'account'], ['region', 'Region']] as const).map(([part, name]) => mustBeIn(part, stack[part],
        `must be in the ${name} of the stack (${stack[part]}), since alarms see metrics of one account and Region`,
        'Create the alarms in a stack there')),
      ...mustTakeFilters(kinds, ['missingRegion', 'unexpectedRegion']),
    ],
    deliveries: [KNOWN_LIST, SOME_TEXTS, each(evenUnknown(mustBeOneOf(RecordDelivery))), EACH_ONCE],
    allowedDestinationRegions: [
      KNOWN_LIST, SOME_TEXTS, each(REGION), EACH_ONCE,
      onlyWhere(kinds.includes('unexpectedRegion'), 'needs \'logGroup\', and \'unexpectedRegion\' must not be switched off'),
      must((regions) => measurePattern(regions) <= LONGEST_FILTER_PATTERN,
        `must fit a filter pattern of ${LONGEST_FILTER_PATTERN} characters`,
        'Name their beginnings, for example "eu-*"', (regions) => `${measurePattern(regions)} with ${regions.length} Regions`),
    ],
    loggingWriterRoleArns: [
      SOME_TEXTS, each(ROLE_ARN), EACH_ONCE,
      onlyWhere(kinds.includes('loggingChanges'), NEEDS_CHANGES),
    ],
    loggingWriterLogGroup: [onlyWhere(kinds.includes('loggingChanges'), NEEDS_CHANGES), ...mustTakeFilters(kinds, ['loggingChanges'])],
    guardPolicyIds: [
      SOME_TEXTS, each(HOLDS_POLICY_ID), EACH_ONCE,
      evenUnknown(must(() => !areDifferent(region, ORGANIZATIONS_REGION), `must be in a stack of ${ORGANIZATIONS_REGION} in the ` +
        'organization\'s management account, since AWS reports changes of policies only there',
      'Create an InvocationAlarms with \'guardPolicyIds\' alone in such a stack', () => describeValue(region))),
      onlyWhere(kinds.includes('guardChanges'), 'has no effect while \'guardChanges\' is switched off'),
    ],
  };
}

/** Alarms on the content of a log group count by metric filters. */
function mustTakeFilters(kinds: readonly AlarmKind[], filtering: readonly AlarmKind[]): Rule<ILogGroup>[] {
  const used = filtering.filter((kind) => kinds.includes(kind));
  const names = used.map((kind) => `'${kind}'`).join(' and ');
  const count = used.length === 1 ? 'counts' : 'count';
  return used.length === 0 ? [] : [mustNotBeOfClass(CLASSES_WITHOUT_METRIC_FILTERS, `takes no metric filters, by which ${names} ${count}`,
    `The class of a log group cannot be changed: take another one, or switch ${names} off`)];
}

/** Options of alarms that are not created would have no effect. */
function writeKindRules({ region }: Stack, props: Props): Rules<Props> {
  const reasons = explainMissingKinds(props);
  return Object.fromEntries(ALARM_KINDS.map((kind) => {
    const { enabled } = props[kind] ?? {};
    return [kind, [
      onlyWhere(enabled === false || reasons[kind] === undefined, `${reasons[kind]}`, 'Add that, or leave the options out'),
      onlyWhere(enabled !== undefined || isOnByDefault(kind, props, region),
        'is off by default', 'Add enabled: true, or leave the options out'),
      limitWindow(kind, props[kind]),
    ]];
  }));
}

function measurePattern(regions: readonly string[]): number {
  const { logPatternString } = findUnexpectedRegions(regions);
  return isConcrete(logPatternString) ? logPatternString.length : 0;
}

/** Finds a model with more profiles than one alarm can add up. */
function findCrowdedQuota(props: Props): { readonly modelId: string; readonly count: number } | undefined {
  const { applicationProfiles = [] } = props;
  return findModelsWithQuota(props)
    .map(({ modelId }) => ({ modelId, count: 1 + applicationProfiles.filter(({ model }) => model?.modelId === modelId).length }))
    .find(({ count }) => count > MOST_PROFILES);
}

/** Finds options that CloudWatch refuses, or that make an alarm never or always go off. */
function findOptionFaults(kind: AlarmKind, options: InvocationAlarmOptions = {}): Fault[] {
  const { period, evaluationPeriods } = combineSettings(kind, options);
  const seconds = readSeconds(period);
  const remedy = 'For example Duration.minutes(5)';
  const faults = findFaults<InvocationAlarmOptions>(options, {
    threshold: [aboveZero('To have no such alarm, set { enabled: false }')],
    period: [
      evenUnknown(must(() => !period.isUnresolved(), 'must be known at synthesis', remedy, () => 'a token')),
      must(() => seconds >= 60 && seconds % 60 === 0, 'must be whole minutes, since Amazon Bedrock counts by the minute', remedy),
    ],
    evaluationPeriods: [COUNT],
    datapointsToAlarm: [COUNT, comparing(['evaluationPeriods'], must(
      (count) => !isConcrete(evaluationPeriods) || count <= evaluationPeriods,
      `must be at most 'evaluationPeriods', which is ${evaluationPeriods}`, 'Set \'evaluationPeriods\' as well'))],
    actions: [LIST],
  }, isConcrete);
  return faults.map((fault) => ({ ...fault, prop: `${kind}.${fault.prop}` }));
}

/** How far back CloudWatch looks depends on the period. */
function limitWindow(kind: AlarmKind, options?: InvocationAlarmOptions): Rule<unknown> {
  const { period, evaluationPeriods } = combineSettings(kind, options);
  const seconds = readSeconds(period);
  const isLong = seconds >= ALARM_WINDOW.longPeriod;
  const most = isLong ? ALARM_WINDOW.mostOfLongPeriods : ALARM_WINDOW.most;
  const isCount = isConcrete(evaluationPeriods) && COUNT.holds(evaluationPeriods, undefined);
  return must(() => !isCount || !(seconds * evaluationPeriods > most),
    `must look back at most ${isLong ? '7 days' : 'a day'} in all its periods, the limit of CloudWatch`,
    'Set \'period\' or \'evaluationPeriods\' lower', () => `${evaluationPeriods} of "${period.toHumanString()}"`);
}

/** Another rule refuses a period that only the deployment knows. */
function readSeconds(period: Duration): number {
  return period.isUnresolved() ? 0 : period.toSeconds({ integral: false });
}
