import { App, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireSole } from '../../src/logging/sole-config';
import { CAPE_TOWN } from '../support/decisions';
import { configIn } from '../support/logging';

test('a setting is found in a Stage of a stack, as CDK Pipelines have it', () => {
  const app = new App();
  configIn(new Stack(new Stage(new Stack(app, 'Pipeline'), 'Prod', { env: CAPE_TOWN }), 'Logging'));
  expect(() => configIn(new Stack(app, 'Other', { env: CAPE_TOWN })))
    .toThrow('\'Pipeline/Prod/Logging/Logging\' writes it as well');
});

test('a setting of another copy of the package is found, and an ordinary construct is none', () => {
  const app = new App();
  new Construct(new Stack(app, 'Ordinary', { env: CAPE_TOWN }), 'Logging');
  const other = new Construct(new Stack(app, 'Other', { env: CAPE_TOWN }), 'OfAnotherCopy');
  Object.defineProperty(other, Symbol.for('cdk-bedrock-cris.logging'), { value: true });
  expect(() => configIn(new Stack(app, 'Mine', { env: CAPE_TOWN }))).toThrow('\'Other/OfAnotherCopy\' writes it as well');
});

test('one that was refused does not stand in the way of others', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: CAPE_TOWN });
  configIn(stack);
  const elsewhere = { ...CAPE_TOWN, region: 'eu-west-1' };
  const refused = new Construct(stack, 'Refused');
  expect(() => requireSole(refused)).toThrow('must be the only one');
  expect(() => configIn(new Stack(app, 'Elsewhere', { env: elsewhere }))).not.toThrow();
});

test('forty settings among twenty thousand constructs cost little', () => {
  const app = new App();
  for (let stage = 0; stage < 40; stage++) {
    const stack = new Stack(app, `Stack${stage}`, { env: { account: String(stage).padStart(12, '0'), region: 'af-south-1' } });
    for (let index = 0; index < 500; index++) {
      new Construct(stack, `Child${index}`);
    }
  }
  const started = process.cpuUsage();
  for (const child of app.node.children) {
    requireSole(new Construct(child, 'Setting'));
  }
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(4);
});
