/**
 * Deploys what watches calls of one model, reads the account's quota of it from Service Quotas, and looks that CloudWatch takes the
 * dashboard and the alarms. It needs no call of a model, and switches no logging on. Everything is gone afterwards.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ClaudeModel, InvocationAlarms, InvocationDashboard, InvocationQueries, RecordDelivery, TokenQuotas } from '../src';

const app = new App();
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
const { dashboard } = new InvocationDashboard(stack, 'Dashboard', { models, quotas, logGroup, alarms: alarms.alarms });
new InvocationQueries(stack, 'Queries', { logGroup, metadataKeys: ['team'] });

const integ = new IntegTest(app, 'InvocationMonitoring', { testCases: [stack], diffAssets: false });
integ.assertions.awsApiCall('CloudWatch', 'getDashboard', { DashboardName: dashboard.dashboardName })
  .expect(ExpectedResult.objectLike({ DashboardName: dashboard.dashboardName }));
