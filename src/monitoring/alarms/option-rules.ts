import { Duration } from 'aws-cdk-lib';
import { AlarmKind, combineSettings } from './alarm-kinds';
import { isConcrete } from '../../checks/check';
import { aboveZero, evenUnknown, Fault, findFaults, must, Rule } from '../../core/rules/rule';
import { InvocationAlarmOptions } from '../alarm-options';

const HOUR = Duration.hours(1).toSeconds();
const DAY = Duration.days(1).toSeconds();

const COUNT: Rule<number> = must((count) => Number.isInteger(count) && count >= 1, 'must be a whole number from 1', 'For example 3');

/** Finds options that CloudWatch would refuse, or that make an alarm which never or always goes off. */
export function findOptionFaults(kind: AlarmKind, options: InvocationAlarmOptions = {}): Fault[] {
  const { period, evaluationPeriods } = combineSettings(kind, options);
  const seconds = readSeconds(period);
  const remedy = 'For example Duration.minutes(5)';
  const faults = findFaults<InvocationAlarmOptions>(options, {
    threshold: [aboveZero('To have no such alarm, say { enabled: false }')],
    period: [
      evenUnknown(must(() => !period.isUnresolved(), 'must be known at synthesis', remedy, () => 'a token')),
      must(() => seconds >= 60 && seconds % 60 === 0, 'must be whole minutes, since Amazon Bedrock counts by the minute', remedy),
    ],
    evaluationPeriods: [COUNT],
    datapointsToAlarm: [COUNT, must((count) => !isConcrete(evaluationPeriods) || count <= evaluationPeriods,
      `must be at most 'evaluationPeriods', which is ${evaluationPeriods}`, 'Set \'evaluationPeriods\' as well')],
  }, isConcrete);
  return faults.map((fault) => ({ ...fault, prop: `${kind}.${fault.prop}` }));
}

/** CloudWatch looks back a day, or a week where a period is an hour or longer. */
export function limitWindow(kind: AlarmKind, options?: InvocationAlarmOptions): Rule<unknown> {
  const { period, evaluationPeriods } = combineSettings(kind, options);
  const seconds = readSeconds(period);
  const most = seconds >= HOUR ? 7 * DAY : DAY;
  return must(() => !isConcrete(evaluationPeriods) || seconds * evaluationPeriods <= most,
    `must look back at most ${most === DAY ? 'a day' : '7 days'} in all its periods, as CloudWatch has it`,
    'Set \'period\' or \'evaluationPeriods\' lower', () => `${evaluationPeriods} of "${period.toHumanString()}"`);
}

/** A period that only the deployment knows is refused elsewhere. */
function readSeconds(period: Duration): number {
  return period.isUnresolved() ? 0 : period.toSeconds({ integral: false });
}
