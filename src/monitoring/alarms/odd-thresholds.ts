import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmKind } from './alarm-kinds';
import { isConcrete } from '../../checks/check';
import { LONGEST_CALL_MS } from '../../core/facts/invocation-limits';
import { findFaults, must, Rule, writeFault } from '../../core/rules/rule';
import { InvocationAlarmsProps } from '../invocation-alarms-props';

/** No call takes longer, so an alarm above that never goes off. */
const REACHABLE: Rule<number> = must((ms) => ms < LONGEST_CALL_MS,
  `is at or above ${LONGEST_CALL_MS} milliseconds, after which calls of Claude time out, so it never goes off`, 'Lower it');

/** So few milliseconds are probably meant as seconds. */
function mustBeMilliseconds(fewest: number): Rule<number> {
  return must((ms) => ms >= fewest, 'is in milliseconds, and looks like seconds',
    (value) => `If seconds are meant, set ${multiply(value, 1000)}`);
}

/** Calls, records and changes are whole numbers. */
const COUNTS: readonly Rule<number>[] = [
  must((count) => Number.isInteger(count), 'is a number of calls, records or changes in a period, so it must be whole',
    'It cannot be a share: set how many are too many'),
];

/** What the threshold of each kind means. Kinds that are not listed count things. */
const MEANT: Readonly<Partial<Record<AlarmKind, readonly Rule<number>[]>>> = {
  latency: [mustBeMilliseconds(300), REACHABLE],
  timeToFirstToken: [mustBeMilliseconds(60), REACHABLE],
  quotaShare: [
    must((percent) => percent >= 1, 'is in percent, and almost any use exceeds less than 1',
      (value) => `If a share is meant, set ${multiply(value, 100)}`),
    must((percent) => percent <= 100, 'is in percent, and calls are throttled before it exceeds 100', 'Set 100 or less'),
  ],
};

/** Multiplies without the noise of binary fractions. */
function multiply(value: number, factor: number): number {
  return Number((value * factor).toPrecision(12));
}

/** Warns of thresholds that make no sense: in another unit, or out of reach. */
export function warnOfOddThresholds(scope: Construct, kinds: readonly AlarmKind[], props: InvocationAlarmsProps): void {
  for (const kind of kinds) {
    for (const fault of findFaults({ threshold: props[kind]?.threshold }, { threshold: MEANT[kind] ?? COUNTS }, isConcrete)) {
      Annotations.of(scope).addWarningV2('cdk-bedrock-cris:monitoring.oddThreshold',
        `${scope.node.path}: ${writeFault({ ...fault, prop: `${kind}.threshold` })}; if it is right, acknowledge this warning`);
    }
  }
}
