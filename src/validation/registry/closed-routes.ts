import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TreeRegistry } from '../../checks/tree-registry';
import { InvocationRequest } from '../../simulator/invocation-request';
import { CallerOptions } from '../../simulator/invocation-request-options';

/** A way to a model that a guard closes. */
export interface ClosedRoute {
  /** How reports call it. */
  readonly name: string;
  /** The calls that the guard means to deny to a caller; for a caller in a Region in which it closes nothing, none. */
  readonly requests: (caller: CallerOptions) => readonly InvocationRequest[];
  /** Patterns of the principals for whom the route stays open, as `ArnLike` reads them. */
  readonly exemptPrincipalArns: readonly string[];
}

/** What a guard closes. To whom it applies is read from its policy as it is synthesized. */
export interface RegisteredGuard {
  /** The path of the guard. */
  readonly path: string;
  /** Its service control policy. */
  readonly policy: CfnResource;
  readonly closes: readonly ClosedRoute[];
}

const registry = new TreeRegistry<RegisteredGuard>('guards');

/** Tells what a guard closes, so that the validation can ask whether it is closed. */
export function registerGuard(guard: RegisteredGuard): void {
  registry.add(guard.policy, guard);
}

export function registeredGuards(scope: IConstruct): readonly RegisteredGuard[] {
  return registry.of(scope);
}
