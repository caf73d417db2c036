import { App, Environment, Stack } from 'aws-cdk-lib';
import { nagFindings, sweep } from './nag';

const sweptStacks: Stack[] = [];

/** A stack that is held against cdk-nag's AwsSolutions when the tests of its file are done. */
export function testStack(env?: Environment, app = new App(), id = 'Stack'): Stack {
  const stack = sweep(new Stack(app, id, { env }));
  sweptStacks.push(stack);
  return stack;
}

afterAll(() => {
  expect(sweptStacks.flatMap(nagFindings)).toEqual([]);
});
