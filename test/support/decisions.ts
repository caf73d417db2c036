import { CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  InvocationLeg, InvocationOutcome, InvocationRequest, InvocationSimulator, InvocationSimulatorProps, PolicyEnvironment, PolicySource,
} from '../../src';
import { findRolePolicies } from '../../src/core/app/role-policies';

export const ACCOUNT = '111122223333';
export const CAPE_TOWN = { account: ACCOUNT, region: 'af-south-1' };
export const CALLER = { account: ACCOUNT, sourceRegion: 'af-south-1' };

export interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const MARKS: Record<InvocationOutcome, string> = {
  [InvocationOutcome.ALLOWED]: 'A',
  [InvocationOutcome.IMPLICITLY_DENIED]: 'd',
  [InvocationOutcome.EXPLICITLY_DENIED]: 'X',
  [InvocationOutcome.DEPENDS]: '?',
};

/** The outcomes of the legs that count, one letter each: Allowed, implicitly denied, eXplicitly denied, or `?`. */
export function legs(simulator: InvocationSimulator, request: InvocationRequest): string {
  return simulator.decide(request).legs.filter(({ announced }) => !announced).map(({ outcome }) => MARKS[outcome]).join('');
}

/** The outcome of the project's leg, as one letter. */
export function project(simulator: InvocationSimulator, request: InvocationRequest): string {
  return simulator.decide(request).legs.filter(({ leg }) => leg === InvocationLeg.PROJECT).map(({ outcome }) => MARKS[outcome]).join('');
}

/** The policies of a role, read from its synthesized template. */
export function documentsOf(role: iam.IRole): { name: string; document: any }[] {
  const stack = Stack.of(role);
  const { identity, elsewhere } = findRolePolicies(
    Template.fromStack(stack).toJSON(), stack.getLogicalId(role.node.defaultChild as CfnElement));
  expect(elsewhere).toEqual([]);
  return [...identity];
}

/** Judges by the policies of a role as its template has them, deployed where `environment` says. */
export function simulatorOf(
  role: iam.IRole, environment?: PolicyEnvironment, others: Partial<InvocationSimulatorProps> = {},
): InvocationSimulator {
  return new InvocationSimulator({
    identityPolicies: documentsOf(role).map(({ name, document }) => PolicySource.fromJson(name, document, environment)),
    ...others,
  });
}
