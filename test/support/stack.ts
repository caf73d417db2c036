import { App, Aspects, Environment, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';

const sweptStacks: Stack[] = [];

/** A stack that is held against cdk-nag's AwsSolutions when the tests of its file are done. */
export function testStack(env?: Environment, app = new App(), id = 'Stack'): Stack {
  const stack = new Stack(app, id, { env });
  if (!('NEWEST_CDK' in globalThis)) { // cdk-nag looks at the same templates there, at the price of a quarter of the tests' time
    sweptStacks.push(sweep(stack));
  }
  return stack;
}

/** Has cdk-nag look at a stack when it is synthesized. */
export function sweep<T extends Stack>(stack: T): T {
  Aspects.of(stack).add(new AwsSolutionsChecks());
  return stack;
}

/** What cdk-nag found on a stack and nobody acknowledged. */
export function nagFindings(stack: Stack): string[] {
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findWarning('*', Match.anyValue()), ...annotations.findError('*', Match.anyValue())]
    .map(({ id, entry }) => `${id}: ${String(entry.data)}`)
    .filter((finding) => /AwsSolutions-|CdkNag/.test(finding));
}

afterAll(() => {
  expect(sweptStacks.flatMap(nagFindings)).toEqual([]);
});
