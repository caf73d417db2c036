import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BOUNDARY_RULE, refuse } from '../checks/check';
import { describeValue } from '../core/rules/describe-value';
import { Fault, must, Rules } from '../core/rules/rule';

/** The function's options that users may set. */
export interface FunctionOptions {
  readonly handlerRuntime?: lambda.Runtime;
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/** The code needs `fetch` and the AWS SDK of the runtime. */
export const FUNCTION_RULES: Rules<FunctionOptions> = {
  handlerRuntime: [must(hasFetch, 'must be Node.js 20 or later', 'Leave it out for the default', ({ name }) => describeValue(name))],
  permissionsBoundary: [BOUNDARY_RULE],
};

function hasFetch({ family, name }: lambda.Runtime): boolean {
  const [, version] = /^nodejs(\d+)\.x$/.exec(name) ?? [];
  return family === lambda.RuntimeFamily.NODEJS && (version === undefined || Number(version) >= 20); // no version: the latest
}

/** How to find or create the function of a stack. */
interface SharedFunction<F> {
  /** The ID in the stack. */
  readonly id: string;
  readonly create: (stack: Stack) => F;
  /** Why its users must set the same options. */
  readonly rule: string;
}

/** Finds or creates the function that serves the whole stack. Throws if a user has other options than the first user. */
export function shareFunction<F extends Construct & { readonly options: FunctionOptions }>(
  user: Construct, wanted: FunctionOptions, { id, create, rule }: SharedFunction<F>,
): F {
  const stack = Stack.of(user);
  const shared = stack.node.tryFindChild(id) as F | undefined ?? create(stack);
  refuse(user, findDifferences(writeOptions(stack, wanted), writeOptions(stack, shared.options), rule));
  return shared;
}

function findDifferences(
  wanted: Record<keyof FunctionOptions, string>, made: Record<keyof FunctionOptions, string>, rule: string,
): Fault[] {
  const options = ['permissionsBoundary', 'handlerRuntime'] as const;
  return options.filter((option) => made[option] !== wanted[option]).map((option) => ({
    prop: option,
    rule,
    got: `${wanted[option]}, and elsewhere ${made[option]}`,
    remedy: 'Set the same value everywhere',
  }));
}

function writeOptions(stack: Stack, { permissionsBoundary, handlerRuntime }: FunctionOptions): Record<keyof FunctionOptions, string> {
  return {
    permissionsBoundary: JSON.stringify(stack.resolve(permissionsBoundary?.managedPolicyArn)) ?? 'none',
    handlerRuntime: handlerRuntime?.name ?? 'none',
  };
}
