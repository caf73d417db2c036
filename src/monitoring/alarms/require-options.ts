import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmKind, settingsOf } from './kinds';
import { fail, got, isConcrete } from '../../checks/fail';
import { InvocationAlarmOptions } from '../alarm-options';

const DAY = 86_400;
const HOUR = 3_600;

/** Throws for options that CloudWatch would refuse, or that make an alarm which never or always goes off. */
export function requireOptions(scope: Construct, kind: AlarmKind, options?: InvocationAlarmOptions): void {
  if (options === undefined) {
    return;
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    fail(scope, `'${kind}' must be the options of an alarm, ${got(options)}. For example { threshold: 5 }, or { enabled: false }`);
  }
  const require = (prop: keyof InvocationAlarmOptions, isRight: (value: any) => boolean, rule: string, remedy: string): void => {
    const value: unknown = options[prop];
    if (value !== undefined && !Token.isUnresolved(value) && !isRight(value)) {
      fail(scope, `'${kind}.${prop}' must be ${rule}, ${got(value)}. ${remedy}`);
    }
  };
  require('enabled', (value) => typeof value === 'boolean', 'true or false', 'Leave it out for the default');
  require('threshold', (value) => Number.isFinite(value) && value > 0, 'a number above 0', 'To have no such alarm, say { enabled: false }');
  require('period', (value) => typeof value?.toSeconds === 'function', 'a Duration', 'For example Duration.minutes(5)');
  for (const prop of ['evaluationPeriods', 'datapointsToAlarm'] as const) {
    require(prop, (value) => Number.isInteger(value) && value >= 1, 'a whole number from 1', 'For example 3');
  }
  requireActions(scope, `${kind}.actions`, options.actions);
  requireWindow(scope, kind, options);
}

/** Throws for what is no list of actions. */
export function requireActions(scope: Construct, prop: string, actions?: cloudwatch.IAlarmAction[]): void {
  if (actions !== undefined && !(Array.isArray(actions) && actions.every((action?: cloudwatch.IAlarmAction) => typeof action?.bind === 'function'))) {
    fail(scope, `'${prop}' must be a list of alarm actions, ${got(actions)}. For example [new SnsAction(topic)] of aws-cdk-lib/aws-cloudwatch-actions`);
  }
}

function requireWindow(scope: Construct, kind: AlarmKind, options: InvocationAlarmOptions): void {
  const { period, evaluationPeriods, datapointsToAlarm } = settingsOf(kind, options);
  if (isConcrete(datapointsToAlarm) && isConcrete(evaluationPeriods) && datapointsToAlarm > evaluationPeriods) {
    fail(scope, `'${kind}.datapointsToAlarm' must be at most 'evaluationPeriods', which is ${evaluationPeriods}, ${got(datapointsToAlarm)}. Set 'evaluationPeriods' as well`);
  }
  if (period.isUnresolved()) {
    fail(scope, `'${kind}.period' must be known at synthesis, got: a token. For example Duration.minutes(5)`);
  }
  const seconds = period.toSeconds({ integral: false });
  if (!(seconds >= 60 && seconds % 60 === 0)) {
    fail(scope, `'${kind}.period' must be whole minutes, since Amazon Bedrock counts by the minute, got: "${period.toHumanString()}". For example Duration.minutes(5)`);
  }
  const most = seconds >= HOUR ? 7 * DAY : DAY;
  if (isConcrete(evaluationPeriods) && seconds * evaluationPeriods > most) {
    fail(scope, `'${kind}' must look back at most ${most / DAY === 1 ? 'a day' : '7 days'} in all its periods, as CloudWatch has it, ` +
      `got: ${evaluationPeriods} of "${period.toHumanString()}". Set 'period' or 'evaluationPeriods' lower`);
  }
}
