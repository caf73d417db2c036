import { readFileSync } from 'node:fs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { LoggingDestination, PromptRecording } from '../../src';
import { logging, resources, setting, text } from '../support/logging';

const FLAGS = ['text', 'image', 'embedding', 'video', 'audio'];

function recorded(stack: Parameters<typeof setting>[0]): string[] {
  const wish = setting(stack);
  expect(FLAGS.map((flag) => typeof wish[`${flag}DataDeliveryEnabled`]))
    .toEqual(Array(5).fill('boolean')); // what is left out would be recorded
  return FLAGS.filter((flag) => wish[`${flag}DataDeliveryEnabled`]);
}

test.each([
  [PromptRecording.FULL, FLAGS],
  [PromptRecording.MASKED, ['text']],
  [PromptRecording.METADATA_ONLY, []],
])('%s records the data of %p', (prompts, expected) => {
  expect(recorded(logging({ prompts }).stack)).toEqual(expected);
});

test.each(FLAGS)('%s data can be left out alone', (flag) => {
  expect(recorded(logging({ [`${flag}Data`]: false }).stack)).toEqual(FLAGS.filter((other) => other !== flag));
});

test.each([PromptRecording.MASKED, PromptRecording.METADATA_ONLY])('%s puts no body into a bucket', (prompts) => {
  const { stack, config } = logging({ prompts });
  expect(config.bucket).toBeUndefined();
  expect(setting(stack)).not.toHaveProperty('s3Config');
  expect(setting(stack).cloudWatchConfig).not.toHaveProperty('largeDataDeliveryS3Config');
});

test('metadata alone may go to a bucket', () => {
  const { config } = logging({ prompts: PromptRecording.METADATA_ONLY, destinations: [LoggingDestination.S3] });
  expect(config.bucket).toBeDefined();
});

/** The log group of the records, not that of the function. */
function policyOf(stack: Parameters<typeof setting>[0]): any {
  return Object.values(resources(stack, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties.DataProtectionPolicy).find(Boolean);
}

function southAfricanId(stack: Parameters<typeof setting>[0]): string {
  const [{ Name, Regex }] = policyOf(stack).Configuration.CustomDataIdentifier;
  expect(Name).toBe('SouthAfricanIdNumber');
  return Regex;
}

test('masked prompts are masked on their way out, and audited', () => {
  const { stack } = logging({ prompts: PromptRecording.MASKED });
  const { Statement: statements } = policyOf(stack);
  expect(statements.flatMap(({ Operation }: any) => Object.keys(Operation)).sort()).toEqual(['Audit', 'Deidentify']);
  const masked = statements.find(({ Operation }: any) => Operation.Deidentify).DataIdentifier.map(text);
  for (const identifier of ['EmailAddress', 'Name', 'CreditCardNumber', 'AwsSecretKey', 'SouthAfricanIdNumber']) {
    expect(masked.map((arn: string) => arn.split('/').at(-1))).toContain(identifier);
  }
});

test('docs/logging.md lists what is masked', () => {
  const page = readFileSync('docs/logging.md', 'utf8');
  const [, section] = page.split('\n### What MASKED masks\n');
  const said = [...section.split('\n### ')[0].matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const { Statement: [{ DataIdentifier: masked }] } = policyOf(logging({ prompts: PromptRecording.MASKED }).stack);
  expect(said.sort()).toEqual(masked.map((arn: unknown) => text(arn).split('/').at(-1)).sort());
  expect(page).toContain(`[${said.length} kinds of data]`);
});

test('docs/logging.md says how long data is kept', () => {
  const { stack } = logging({ prompts: PromptRecording.FULL });
  const [{ Properties: { LifecycleConfiguration: { Rules: [rule] } } }] = Object.values<any>(resources(stack, 'AWS::S3::Bucket'));
  const groups = Object.values<any>(resources(stack, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties.RetentionInDays);
  const page = readFileSync('docs/logging.md', 'utf8');
  const { ExpirationInDays: days, NoncurrentVersionExpiration: { NoncurrentDays: more } } = rule;
  expect(page).toContain(`${days} days, and ${more} more as noncurrent versions`);

  expect(groups.sort()).toEqual([logs.RetentionDays.ONE_YEAR, logs.RetentionDays.THREE_MONTHS]);
  expect(page).toMatch(/its log group \(three months\)[^]*a log group \(one year;/);
});

test('nothing is masked unless it is asked for', () => {
  expect(policyOf(logging({ prompts: PromptRecording.FULL }).stack)).toBeUndefined();
});

describe('the identity numbers of South Africa', () => {
  const pattern = southAfricanId(logging({ prompts: PromptRecording.MASKED }).stack);

  test.each(['8001015009087', 'ID 9202204720082.', '800101 5009 087', '0002290123186'])('are masked in "%s"', (prompt) => {
    expect(prompt).toMatch(new RegExp(pattern));
  });

  test.each(['8023015009087', '123456789012', '8001415009087', 'call 0821234567 today'])('are not seen in "%s"', (prompt) => {
    expect(prompt).not.toMatch(new RegExp(pattern));
  });

  test('are told by a pattern that CloudWatch Logs takes', () => {
    expect(pattern).toMatch(/^[a-zA-Z0-9_#=@/;, ^$?[\]{}|\\*+.-]{1,200}$/);
  });
});

test('other identifiers replace those of the default', () => {
  const { stack } = logging({ prompts: PromptRecording.MASKED, dataIdentifiers: [logs.DataIdentifier.EMAILADDRESS] });
  expect(JSON.stringify(policyOf(stack))).toContain('EmailAddress');
  expect(JSON.stringify(policyOf(stack))).not.toContain('SouthAfricanIdNumber');
});
