/**
 * Deploys an increase that wishes a single token per minute, to any Region that has the model: in an account with any quota at all, that
 * is enough and nothing is asked. So it tries the function, its policy and the lists of Service Quotas, and leaves no request behind. In
 * an account whose quota is 0 it does ask AWS, for one token. Quotas are raised by nobody but AWS.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ClaudeModel, TokenQuotaIncrease } from '../src';

const app = new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }); // so that the snapshot is the same on every day
const stack = new Stack(app, 'TokenQuotaIncreaseInteg');
const { outcome, appliedTokensPerMinute, detail } = new TokenQuotaIncrease(stack, 'Sonnet', {
  model: ClaudeModel.SONNET_5_5, tokensPerMinute: 1,
});
const parameter = new ssm.StringParameter(stack, 'Outcome', { stringValue: `${outcome} ${appliedTokensPerMinute} ${detail}` });

const integ = new IntegTest(app, 'TokenQuotaIncrease', { testCases: [stack], diffAssets: false });
integ.assertions.awsApiCall('SSM', 'getParameter', { Name: parameter.parameterName })
  .assertAtPath('Parameter.Value', ExpectedResult.stringLikeRegexp('^(ENOUGH [1-9]|REQUESTED 0|PENDING 0)'));
