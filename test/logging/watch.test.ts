import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { BedrockLoggingConfigProps, LoggingDestination, PromptPrivacy } from '../../src';
import { logging, only, resources, text } from '../support/logging';

const { CLOUDWATCH_LOGS, S3 } = LoggingDestination;

test.each<[string, Partial<BedrockLoggingConfigProps>, string[]]>([
  ['CloudWatch Logs with large bodies', {}, ['ModelInvocationLogsCloudWatchDelivery', 'ModelInvocationLargeDataS3Delivery']],
  ['S3 alone', { destinations: [S3] }, ['ModelInvocationLogsS3Delivery']],
  ['masked prompts', { promptPrivacy: PromptPrivacy.MASKED }, ['ModelInvocationLogsCloudWatchDelivery']],
  ['everything', { destinations: [CLOUDWATCH_LOGS, S3] },
    ['ModelInvocationLogsCloudWatchDelivery', 'ModelInvocationLogsS3Delivery', 'ModelInvocationLargeDataS3Delivery']],
])('%s is watched where it is delivered', (_, props, metrics) => {
  const { stack, config } = logging(props);
  const actions = [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:af-south-1:111122223333:operators' }) }];
  expect(config.addAlarms('Alarms', ...actions)).toHaveLength(metrics.length);
  expect(config.addDashboard('Dashboard')).toBeInstanceOf(cloudwatch.Dashboard);
  const alarms = Object.values(resources(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`)).toEqual(metrics.map((metric) => `AWS/Bedrock ${metric}Failure`));
  for (const alarm of alarms) {
    expect(alarm).not.toHaveProperty('Dimensions'); // with one there would never be data
    expect(alarm).toMatchObject({ Threshold: 1, TreatMissingData: 'notBreaching', AlarmActions: ['arn:aws:sns:af-south-1:111122223333:operators'] });
  }
  const body = JSON.parse(text(only(stack, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody));
  const graphed = body.widgets.filter(({ type }: any) => type === 'metric').flatMap(({ properties }: any) => properties.metrics.map((one: any[]) => one.slice(0, 2).join(' ')));
  expect(graphed).toEqual(metrics.flatMap((metric) => [`AWS/Bedrock ${metric}Success`, `AWS/Bedrock ${metric}Failure`]));
  const asked = body.widgets.filter(({ type }: any) => type === 'log').map(({ properties }: any) => properties.query);
  expect(asked.map((query: string) => / by (\S+),/.exec(query)?.[1])).toEqual(config.logGroup ? ['inferenceRegion', 'identity.arn'] : []);
});
