/**
 * Deploys what watches calls of one model, and looks that the account's quota of it was read from Service Quotas and that CloudWatch
 * has the dashboard and the alarms. It needs no call of a model, and switches no logging on. Afterwards the log group is left that keeps
 * who changed the logging.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Annotations, App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ClaudeModel, InvocationAlarms, InvocationDashboard, InvocationQueries, RecordDelivery, TokenQuotas } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'InvocationMonitoringInteg');
const models = [ClaudeModel.SONNET_5_5];
const quotas = TokenQuotas.applied(stack, 'Quotas', { models, fallbackTokensPerMinute: 200_000 });
const logGroup = new logs.LogGroup(stack, 'Records', { removalPolicy: RemovalPolicy.DESTROY });

const alarms = new InvocationAlarms(stack, 'Alarms', {
  models,
  quotas,
  logGroup,
  deliveries: [RecordDelivery.CLOUDWATCH_LOGS],
  allowedDestinationRegions: ['eu-*'],
});
Annotations.of(alarms).acknowledgeWarning('cdk-bedrock-cris:monitoring.noAction'); // nobody is on call for the test
new CfnOutput(stack, 'QuotaSource', { value: quotas.source(models[0])! });
const { dashboard } = new InvocationDashboard(stack, 'Dashboard', { models, quotas, logGroup, alarms: alarms.alarms });
new InvocationQueries(stack, 'Queries', { logGroup, metadataKeys: ['team'] });

const integ = new IntegTest(app, 'InvocationMonitoring', { testCases: [stack], diffAssets: false });
integ.assertions.awsApiCall('CloudWatch', 'getDashboard', { DashboardName: dashboard.dashboardName })
  .expect(ExpectedResult.objectLike({ DashboardName: dashboard.dashboardName }));
integ.assertions.awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: [alarms.alarms[0].alarmName] })
  .expect(ExpectedResult.objectLike({ MetricAlarms: [{ AlarmName: alarms.alarms[0].alarmName }] }));
integ.assertions.awsApiCall('CloudFormation', 'describeStacks', { StackName: stack.stackName })
  .expect(ExpectedResult.objectLike({
    Stacks: [{
      Outputs: [{ OutputKey: 'QuotaSource', OutputValue: ExpectedResult.stringLikeRegexp('^(APPLIED|DEFAULT|FALLBACK) ').result }],
    }],
  }));
