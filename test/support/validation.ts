import { App, Environment, PolicyValidationPluginReportBeta1, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import * as core from 'aws-cdk-lib/core';
import { CAPE_TOWN } from './decisions';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisValidation, GlobalCrisValidationProps } from '../../src';

export const NEWEST = 'Validations' in core;
export const OTHER_ACCOUNT = '444455556666';
const ORGANIZATION = { account: '999988887777', region: 'us-east-1' };
export const assumedBy = new iam.AccountRootPrincipal();
export const models = [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5];

/** As AWS Control Tower denies Regions: everything but global services, for everybody but its own roles. */
export const REGION_DENY = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'GRREGIONDENY',
    Effect: 'Deny',
    NotAction: ['iam:*', 'organizations:*', 'sts:*'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'us-east-1', 'eu-west-1'] },
      ArnNotLike: { 'aws:PrincipalARN': ['arn:aws:iam::*:role/AWSControlTowerExecution', 'arn:aws:iam::*:role/stacksets-exec-*'] },
    },
  }],
};

export function deny(condition?: object): object {
  return {
    Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'bedrock:*', Resource: '*', ...condition && { Condition: condition } },
  };
}

export function scp(app: App | Stage, content: unknown, ...targetIds: string[]): CfnPolicy {
  return new CfnPolicy(new Stack(app, 'Org', { env: ORGANIZATION }), 'Scp', {
    name: 'scp', type: 'SERVICE_CONTROL_POLICY', content, targetIds,
  });
}

export function access(scope: App | Stage, env: Environment = CAPE_TOWN): GlobalClaudeAccess {
  return new GlobalClaudeAccess(new Stack(scope, 'Claude', { env }), 'Access', { models, assumedBy });
}

export interface Result {
  readonly report: PolicyValidationPluginReportBeta1;
  readonly printed: string;
  readonly failed: boolean;
}

/** Synthesizes with the validation, and says what it reported and how the CDK took it. */
export function synth(app: App, props?: GlobalCrisValidationProps): Result {
  const plugin = GlobalCrisValidation.addTo(app, props);
  const reports: PolicyValidationPluginReportBeta1[] = [];
  const validate = plugin.validate.bind(plugin);
  plugin.validate = (context) => reports[reports.push(structuredClone(validate(context))) - 1];
  const lines: string[] = [];
  const print = (line: unknown) => { lines.push(String(line)); };
  const silenced = [jest.spyOn(console, 'log').mockImplementation(print), jest.spyOn(console, 'error').mockImplementation(print)];
  const exitCode = process.exitCode;
  let thrown = false;
  try {
    app.synth();
  } catch (error) {
    if (reports.length === 0) {
      throw error;
    }
    thrown = true;
    print((error as Error).message);
  }
  const failed = thrown || process.exitCode === 1;
  process.exitCode = exitCode;
  silenced.forEach((one) => one.mockRestore());
  expect(reports).toHaveLength(1);
  expect(thrown).toBe(NEWEST && failed);
  expect(reports[0].success).toBe(!failed);
  return { report: reports[0], printed: lines.join('\n'), failed };
}

export function only({ report: { violations } }: Result) {
  expect(violations).toHaveLength(1);
  return violations[0];
}

/** What is not certain fails nothing, and is told. */
export function expectUnjudged({ report, printed, failed }: Result, why: string | RegExp): void {
  expect(report.violations).toEqual([]);
  expect(report.metadata!['not judged']).toMatch(why);
  expect(printed).toMatch(/; not judged: \d/);
  expect(failed).toBe(false);
}

export function expectSilence({ report, printed, failed }: Result): void {
  expect(report.violations).toEqual([]);
  expect(report.metadata).not.toHaveProperty('not judged');
  expect(printed).toMatch(/, 0 blocked; nothing is left unjudged$/m);
  expect(failed).toBe(false);
}
