import { App, Stack, Token } from 'aws-cdk-lib';
import { ClaudeModel, InvocationAlarms, InvocationAlarmsProps, TokenQuotas } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { warningsOf } from '../support/warnings';

const models = [ClaudeModel.SONNET_5_5];
const quotas = TokenQuotas.fixed({ [ClaudeModel.SONNET_5_5.modelId]: 2_000_000 });
const actions = [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:af-south-1:111122223333:ops' }) }];

function warningsFor(props: InvocationAlarmsProps): string[] {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  new InvocationAlarms(stack, 'Alarms', { models, quotas, actions, ...props });
  return warningsOf(stack);
}

describe('a threshold that can hardly be meant', () => {
  test.each<[keyof InvocationAlarmsProps, number, string]>([
    ['latency', 30, 'is in milliseconds, and looks like seconds, got: 30. If seconds are meant, set 30000'],
    ['latency', 0.9, 'is in milliseconds, and looks like seconds, got: 0.9. If seconds are meant, set 900'],
    ['latency', 3_600_000, 'is at or above 3600000 milliseconds, after which calls of Claude time out, so it never goes off, got: 36'],
    ['timeToFirstToken', 5, 'is in milliseconds, and looks like seconds, got: 5. If seconds are meant, set 5000'],
    ['timeToFirstToken', 10_000_000, 'is at or above 3600000 milliseconds'],
    ['quotaShare', 0.8, 'is in percent, and almost any use exceeds less than 1, got: 0.8. If a share is meant, set 80'],
    ['quotaShare', 0.07, 'got: 0.07. If a share is meant, set 7;'],
    ['quotaShare', 101, 'is in percent, and calls are throttled before it exceeds 100, got: 101. Set 100 or less'],
    ['quotaShare', 8000, 'is in percent, and calls are throttled before it exceeds 100'],
    ['clientErrors', 0.05, 'is a number of calls, records or changes in a period, so it must be whole, got: 0.05. It cannot be a share'],
    ['throttles', 2.5, 'is a number of calls'],
  ])('%s of %d', (kind, threshold, message) => {
    expect(warningsFor({ [kind]: { threshold } })).toEqual([expect.stringContaining(`'${kind}.threshold' `)]);
    expect(warningsFor({ [kind]: { threshold } })).toEqual([expect.stringContaining(message)]);
  });

  test('is named with its construct, and can be acknowledged', () => {
    expect(warningsFor({ quotaShare: { threshold: 0.5 } })).toEqual([
      'Stack/Alarms: \'quotaShare.threshold\' is in percent, and almost any use exceeds less than 1, got: 0.5. If a share is ' +
        'meant, set 50; if it is right, acknowledge this warning [ack: cdk-bedrock-cris:monitoring.oddThreshold]',
    ]);
  });
});

test.each<[string, InvocationAlarmsProps]>([
  ['none', {}],
  ['each in its unit', {
    latency: { threshold: 300 }, timeToFirstToken: { threshold: 60 }, quotaShare: { threshold: 1 }, clientErrors: { threshold: 50 },
  }],
  ['the highest', { latency: { threshold: 3_599_999 }, quotaShare: { threshold: 100 } }],
  ['a token', { latency: { threshold: Token.asNumber({ Ref: 'Latency' }) } }],
  ['one of an alarm that is off', { latency: { enabled: false, threshold: 30 } }],
])('nothing is said of %s', (_, props) => {
  expect(warningsFor(props)).toEqual([]);
});
