import { App, Aspects, Annotations, Fn, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BedrockLoggingConfig, ClaudeModel, InvocationAlarms, InvocationAlarmsProps, PromptRecording } from '../../src';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { warningsOf } from '../support/warnings';

const IRELAND = { account: ACCOUNT, region: 'eu-west-1' };
const models = [ClaudeModel.SONNET_5_5];
const NO_ACTION = 'cdk-bedrock-cris:monitoring.noAction';

function stackIn(app = new App(), env: { region: string } | undefined = CAPE_TOWN): Stack {
  return new Stack(app, `In-${env?.region ?? 'somewhere'}`, { env });
}

function alarmsIn(stack: Stack, props: InvocationAlarmsProps = {}): InvocationAlarms {
  return new InvocationAlarms(stack, 'Alarms', { models, ...props });
}

function notify(topic: sns.ITopic): cloudwatch.IAlarmAction {
  return new SnsAction(topic);
}

const inRegion = (region: string) => ({ bind: () => ({ alarmActionArn: `arn:aws:sns:${region}:${ACCOUNT}:ops` }) });

describe('alarms without an action', () => {
  test('are told of once, by name', () => {
    const stack = stackIn();
    alarmsIn(stack);
    expect(warningsOf(stack)).toEqual([
      'In-af-south-1/Alarms: Throttles/sonnet-5-5 and 5 more alarms have no action, so no one is notified. Set \'actions\', ' +
        `or acknowledge this warning [ack: ${NO_ACTION}]`,
    ]);
  });

  test('are told of where others have one', () => {
    const stack = stackIn();
    alarmsIn(stack, { throttles: { actions: [inRegion('af-south-1')] } });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('ServerErrors/sonnet-5-5 and 4 more alarms have no action')]);
  });

  test('of a BedrockLoggingConfig are told of as well', () => {
    const stack = stackIn();
    new BedrockLoggingConfig(stack, 'Logging', { prompts: PromptRecording.METADATA_ONLY }).addAlarms('Alarms');
    expect(warningsOf(stack)).toEqual([expect.stringContaining('Logging/Alarms: DeliveryFailure/CloudWatchLogs and 3 more alarms have')]);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['that get one', (stack) => alarmsIn(stack, { actions: [inRegion('af-south-1')] })],
    ['that get one later', (stack) => alarmsIn(stack).addAlarmAction(inRegion('af-south-1'))],
    ['that get one by an escape hatch', (stack) => alarmsIn(stack).alarms.forEach((alarm) =>
      (alarm.node.defaultChild as cloudwatch.CfnAlarm).addPropertyOverride('AlarmActions', ['arn:aws:sns:af-south-1:111122223333:ops']))],
    ['that get a list that only the deployment knows', (stack) => alarmsIn(stack).alarms.forEach((alarm) => {
      (alarm.node.defaultChild as cloudwatch.CfnAlarm).alarmActions = Fn.split(',', Fn.importValue('actions'));
    })],
    ['that get one by themselves', (stack) => alarmsIn(stack).alarms.forEach((alarm) =>
      (alarm as cloudwatch.Alarm).addAlarmAction(inRegion('af-south-1')))],
    ['to which an aspect gives one', (stack) => {
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof cloudwatch.CfnAlarm) {
            node.alarmActions = [`arn:aws:sns:af-south-1:${ACCOUNT}:ops`];
          }
        },
      });
      alarmsIn(stack);
    }],
    ['that have none on purpose', (stack) => alarmsIn(stack, {
      actions: [inRegion('af-south-1')], latency: { actions: [] }, throttles: { actions: [] },
    })],
    ['of which it was acknowledged before', (stack) => Annotations.of(alarmsIn(stack)).acknowledgeWarning(NO_ACTION)],
    ['of which it was acknowledged for the stack', (stack) => {
      alarmsIn(stack);
      Annotations.of(stack).acknowledgeWarning(NO_ACTION);
    }],
  ])('are not told of %s', (_, create) => {
    const stack = stackIn();
    create(stack);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('a topic of another Region', () => {
  const message = (got: string) => 'In-af-south-1/Alarms: \'actions\' must notify topics of the Region of the alarms (af-south-1), since ' +
    `CloudWatch refuses others, got: ${got} in eu-west-1. Create a topic there; its subscribers may be elsewhere`;

  test.each<[string, string, (stack: Stack) => InvocationAlarmsProps]>([
    ['in its ARN', `arn:aws:sns:eu-west-1:${ACCOUNT}:ops`, () => ({ actions: [inRegion('eu-west-1')] })],
    ['in its ARN, with tokens beside it', 'arn:*:sns:eu-west-1:*:ops', (stack) => ({
      actions: [notify(sns.Topic.fromTopicArn(stack, 'T', `arn:${stack.partition}:sns:eu-west-1:${new Stack().account}:ops`))],
    })],
    ['when an alarm ends', `arn:aws:sns:eu-west-1:${ACCOUNT}:ops`, () => ({ okActions: [inRegion('eu-west-1')] })],
    ['of one kind', `arn:aws:sns:eu-west-1:${ACCOUNT}:ops`, () => ({ latency: { actions: [inRegion('eu-west-1')] } })],
    ['of another stack of the app', 'In-eu-west-1/Topic', (stack) => ({
      actions: [notify(new sns.Topic(stackIn(stack.node.root as App, IRELAND), 'Topic'))],
    })],
    ['of another stack of the app, with a name', 'In-eu-west-1/Topic', (stack) => ({
      actions: [notify(new sns.Topic(stackIn(stack.node.root as App, IRELAND), 'Topic', { topicName: 'ops' }))],
    })],
    ['that a stack may refer to', 'Far/Topic', (stack) => {
      const far = new Stack(stack.node.root as App, 'Far', { env: IRELAND, crossRegionReferences: true });
      return { actions: [notify(new sns.Topic(far, 'Topic'))] };
    }],
  ])('fails %s', (_, got, props) => {
    const stack = stackIn();
    const given = props(stack);
    expect(() => alarmsIn(stack, given)).toThrow(message(got));
  });

  test('fails where it is added to all alarms', () => {
    const alarms = alarmsIn(stackIn());
    expect(() => alarms.addAlarmAction(inRegion('eu-west-1'))).toThrow(message(`arn:aws:sns:eu-west-1:${ACCOUNT}:ops`));
  });

  test('fails the synthesis where it is added to an alarm itself, once', () => {
    const app = new App();
    alarmsIn(stackIn(app)).alarms.forEach((alarm) => (alarm as cloudwatch.Alarm).addAlarmAction(inRegion('eu-west-1')));
    const text = message(`arn:aws:sns:eu-west-1:${ACCOUNT}:ops`).replace('In-af-south-1/Alarms: ', '[In-af-south-1/Alarms] ');
    expect(() => app.synth()).toThrow(`Validation failed with the following errors:\n  ${text}`);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['a stack whose Region is not known', (stack) => {
      const anywhere = new Stack(stack.node.root as App, 'Anywhere');
      alarmsIn(anywhere, { actions: [inRegion('eu-west-1')] });
    }],
    ['a topic whose Region is not known', (stack) => {
      const topic = sns.Topic.fromTopicArn(stack, 'T', `arn:aws:sns:${new Stack().region}:${ACCOUNT}:ops`);
      alarmsIn(stack, { actions: [notify(topic)] });
    }],
    ['a function of another Region', (stack) => {
      alarmsIn(stack, { actions: [{ bind: () => ({ alarmActionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:ops` }) }] });
    }],
    ['a topic of the same Region in another stack', (stack) => {
      alarmsIn(stack, { actions: [notify(new sns.Topic(new Stack(stack.node.root as App, 'Near', { env: CAPE_TOWN }), 'Topic'))] });
    }],
  ])('passes over %s', (_, create) => {
    const stack = stackIn();
    create(stack);
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });
});

describe('a topic that is encrypted', () => {
  const encrypted = (props: (stack: Stack) => sns.TopicProps) => {
    const stack = stackIn();
    const topic = new sns.Topic(stack, 'OnCall', props(stack));
    alarmsIn(stack, { actions: [notify(topic)], okActions: [notify(topic)] });
    return { stack, topic };
  };
  const warning = 'In-af-south-1/Alarms: In-af-south-1/OnCall is encrypted with a key that AWS manages, which alarms may not use, ' +
    'so they notify no one. Encrypt the topic with a key of your own that cloudwatch.amazonaws.com may use, or acknowledge this ' +
    'warning [ack: cdk-bedrock-cris:monitoring.topicKey]';

  test('by the key that AWS manages for SNS is told of once', () => {
    const { stack } = encrypted((scope) => ({ masterKey: kms.Alias.fromAliasName(scope, 'Key', 'alias/aws/sns') }));
    expect(warningsOf(stack)).toEqual([warning]);
  });

  test('by the name of that key is told of', () => {
    const { stack, topic } = encrypted(() => ({}));
    (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
    expect(warningsOf(stack)).toEqual([warning]);
  });

  test('by a key of one\'s own is not told of', () => {
    expect(warningsOf(encrypted((scope) => ({ masterKey: new kms.Key(scope, 'Key') })).stack)).toEqual([]);
    expect(warningsOf(encrypted((scope) => ({ masterKey: kms.Alias.fromAliasName(scope, 'Key', 'alias/alarms') })).stack)).toEqual([]);
  });
});
