import { Duration } from 'aws-cdk-lib';
import { AlarmKind, combineSettings } from './alarm-kinds';
import { isConcrete } from '../../checks/check';
import { aboveZero, Fault, findFaults, Rule } from '../../core/rules/rule';
import { InvocationAlarmOptions } from '../alarm-options';

const HOUR = Duration.hours(1).toSeconds();
const DAY = Duration.days(1).toSeconds();
const PERIOD_EXAMPLE = 'For example Duration.minutes(5)';

const COUNT: Rule<number> = {
  holds: (count) => Number.isInteger(count) && count >= 1,
  rule: 'must be a whole number from 1',
  remedy: 'For example 3',
};

/** Finds options that CloudWatch would refuse, or that make an alarm which never or always goes off. */
export function findOptionFaults(kind: AlarmKind, options: InvocationAlarmOptions = {}): Fault[] {
  const { evaluationPeriods } = combineSettings(kind, options);
  const faults = findFaults<InvocationAlarmOptions>(options, {
    threshold: [aboveZero('To have no such alarm, say { enabled: false }')],
    period: [
      { judgesUnknown: true, holds: isKnown, rule: 'must be known at synthesis', got: () => 'a token', remedy: PERIOD_EXAMPLE },
      { holds: isWholeMinutes, rule: 'must be whole minutes, since Amazon Bedrock counts by the minute', remedy: PERIOD_EXAMPLE },
    ],
    evaluationPeriods: [COUNT],
    datapointsToAlarm: [COUNT, {
      holds: (count) => !isConcrete(evaluationPeriods) || count <= evaluationPeriods,
      rule: `must be at most 'evaluationPeriods', which is ${evaluationPeriods}`,
      remedy: 'Set \'evaluationPeriods\' as well',
    }],
  }, isConcrete);
  return faults.map((fault) => ({ ...fault, prop: `${kind}.${fault.prop}` }));
}

/** CloudWatch looks back a day, or a week where a period is an hour or longer. */
export function limitWindow(kind: AlarmKind, options?: InvocationAlarmOptions): Rule<unknown> {
  const { period, evaluationPeriods } = combineSettings(kind, options);
  const seconds = isKnown(period) ? readSeconds(period) : 0;
  const most = seconds >= HOUR ? 7 * DAY : DAY;
  return {
    holds: () => !isConcrete(evaluationPeriods) || seconds * evaluationPeriods <= most,
    rule: `must look back at most ${most === DAY ? 'a day' : '7 days'} in all its periods, as CloudWatch has it`,
    got: () => `${evaluationPeriods} of "${period.toHumanString()}"`,
    remedy: 'Set \'period\' or \'evaluationPeriods\' lower',
  };
}

function isKnown(period: Duration): boolean {
  return !period.isUnresolved();
}

function isWholeMinutes(period: Duration): boolean {
  return readSeconds(period) >= 60 && readSeconds(period) % 60 === 0;
}

function readSeconds(period: Duration): number {
  return period.toSeconds({ integral: false });
}
