import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { findForeignTopics, warnOfManagedKeys, warnOfSilentAlarms } from './alarms/alarm-actions';
import { AlarmKind, AlarmPlan, combineSettings } from './alarms/alarm-kinds';
import { checkAlarmsProps } from './alarms/alarms-rules';
import { chooseKinds } from './alarms/choose-kinds';
import { warnOfOddThresholds } from './alarms/odd-thresholds';
import { planProfileAlarms, planQuotaAlarms } from './alarms/plan-calls';
import { ChangeLog, planNotOursAlarm, planGuardAlarm, planLoggingAlarm } from './alarms/plan-changes';
import { planDeliveryAlarms, planMissingRegionAlarm, planSilenceAlarms, planUnexpectedRegionAlarm } from './alarms/plan-records';
import { findRecordsDestination, listDeliveries } from './deliveries';
import { InvocationAlarmsProps } from './invocation-alarms-props';
import { createHeadrooms, createMetrics } from './watched-calls';
import { warnOfUnknownQuotas } from './watched-calls-rules';
import { refuse } from '../checks/check';
import { capitalize } from '../core/call/words';
import { writeFault } from '../core/rules/rule';

/**
 * Creates alarms on calls to Claude through global and application profiles, on the records of these calls, and on changes to the policies
 * that guard them. The construct creates each kind of alarm for which the props name something to watch.
 *
 * AWS publishes no recommended thresholds for Amazon Bedrock. The prop for each kind documents this library's default and the reason for
 * it; you can change all of them. Missing data counts as not breaching, because there are no metrics without calls.
 *
 * Deploy it to the source Region, where metrics and records are. A construct with `guardPolicyIds` belongs in us-east-1 of the
 * organization's management account. A log group of this construct keeps CloudTrail's reports of changes for a year. Metric filters count
 * records only from their deployment on.
 *
 * CloudWatch bills each metric that an alarm reads: $0.10 a month (list price in us-east-1, read 28 November 2026). docs/costs.md adds up
 * the costs for an example.
 *
 * Throws for:
 *
 * - props that watch nothing, contradict each other, or would have no effect, such as options for an alarm that is not created;
 * - more than 9 watched profiles of one model with a quota;
 * - Regions that do not fit into a metric filter's pattern;
 * - topics in another Region, also at synthesis;
 * - log groups of a class that does not support metric filters.
 *
 * Warns about thresholds that make no sense in their unit, about topics encrypted with a key that AWS manages, and once if alarms have no
 * action at synthesis.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class InvocationAlarms extends Construct {
  /** All alarms of this construct. `addAlarmAction` adds actions to them. */
  public readonly alarms: cloudwatch.IAlarm[];

  private readonly created: readonly cloudwatch.Alarm[];

  /** Alarms that have no actions on purpose. */
  private readonly quiet = new Set<cloudwatch.Alarm>();

  constructor(scope: Construct, id: string, private readonly props: InvocationAlarmsProps) {
    super(scope, id);
    checkAlarmsProps(this, props);
    warnOfUnknownQuotas(this, props);
    const kinds = chooseKinds(props, Stack.of(this).region);
    warnOfOddThresholds(this, kinds, props);
    const profiles = createMetrics(props);
    const { logGroup, allowedDestinationRegions, loggingWriterRoleArns = [], loggingWriterLogGroup, guardPolicyIds } = props;
    const changes = kinds.includes('loggingChanges') || kinds.includes('guardChanges') ? new ChangeLog(this, 'Changes') : undefined;
    const plans: Record<AlarmKind, (kindScope: Construct) => AlarmPlan[]> = {
      throttles: () => planProfileAlarms('throttles', profiles),
      serverErrors: () => planProfileAlarms('serverErrors', profiles),
      clientErrors: () => planProfileAlarms('clientErrors', profiles),
      latency: () => planProfileAlarms('latency', profiles),
      timeToFirstToken: () => planProfileAlarms('timeToFirstToken', profiles),
      quotaShare: () => planQuotaAlarms(createHeadrooms(props)),
      legacyModel: () => planProfileAlarms('legacyModel', profiles),
      deliveryFailure: () => planDeliveryAlarms(listDeliveries(props)),
      logSilence: () => planSilenceAlarms(profiles, findRecordsDestination(props)!),
      missingRegion: (kindScope) => planMissingRegionAlarm(kindScope, logGroup!),
      unexpectedRegion: (kindScope) => planUnexpectedRegionAlarm(kindScope, logGroup!, allowedDestinationRegions!),
      loggingChanges: (kindScope) => [
        ...planLoggingAlarm(kindScope, changes!, loggingWriterRoleArns),
        ...loggingWriterLogGroup ? planNotOursAlarm(kindScope, loggingWriterLogGroup) : [],
      ],
      guardChanges: (kindScope) => planGuardAlarm(kindScope, changes!, guardPolicyIds!),
    };
    this.created = kinds.flatMap((kind) => {
      const kindScope = new Construct(this, capitalize(kind));
      return plans[kind](kindScope).map((plan) => this.createAlarm(kindScope, kind, plan));
    });
    this.alarms = [...this.created];
    refuse(this, findForeignTopics(this.created));
    this.node.addValidation({ validate: () => this.judgeActions() });
  }

  /**
   * Adds actions to all alarms, which run when an alarm goes off.
   *
   * @param actions for example `new SnsAction(topic)` of `aws-cdk-lib/aws-cloudwatch-actions`
   */
  public addAlarmAction(...actions: cloudwatch.IAlarmAction[]): void {
    this.created.forEach((alarm) => alarm.addAlarmAction(...actions));
    refuse(this, findForeignTopics(this.created));
  }

  /** Runs at synthesis, since the app may add actions to each alarm until then. */
  private judgeActions(): string[] {
    warnOfSilentAlarms(this, this.created.filter((alarm) => !this.quiet.has(alarm)));
    warnOfManagedKeys(this, this.created);
    return findForeignTopics(this.created).map((fault) => writeFault(fault));
  }

  private createAlarm(scope: Construct, kind: AlarmKind, { id, metric, description }: AlarmPlan): cloudwatch.Alarm {
    const { period, ...settings } = combineSettings(kind, this.props[kind]);
    const alarm = new cloudwatch.Alarm(scope, id, {
      ...settings,
      metric: metric(period),
      alarmDescription: description,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, // no calls, no records and no changes leave no data
    });
    if (this.props[kind]?.actions?.length === 0) {
      this.quiet.add(alarm);
    }
    const { actions = this.props.actions ?? [] } = this.props[kind] ?? {};
    actions.forEach((action) => alarm.addAlarmAction(action)); // of none, aws-cdk-lib of some versions writes an empty list
    this.props.okActions?.forEach((action) => alarm.addOkAction(action));
    return alarm;
  }
}
