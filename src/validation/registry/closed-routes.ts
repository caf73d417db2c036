import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TreeRegistry } from '../../checks/tree-registry';
import { GuardPromises } from '../../core/call/guard/promises';

/** What a guard closes. To whom it applies is read from its policy as it is synthesized. */
export interface RegisteredGuard {
  /** The path of the guard. */
  readonly path: string;
  /** Its service control policy. */
  readonly policy: CfnResource;
  readonly promises: GuardPromises;
}

const registry = new TreeRegistry<RegisteredGuard>('guards');

/** Tells what a guard closes, so that the validation can ask whether it is closed. */
export function registerGuard(guard: RegisteredGuard): void {
  registry.add(guard.policy, guard);
}

export function registeredGuards(scope: IConstruct): readonly RegisteredGuard[] {
  return registry.of(scope);
}
