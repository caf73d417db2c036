import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TreeRegistry } from '../../checks/tree-registry';
import { GuardPromises } from '../../core/call/guard/promises';

/** What a guard closes. Its policy, as it is synthesized, says to whom it applies. */
export interface RegisteredGuard {
  /** The path of the guard. */
  readonly path: string;
  /** Its service control policy. */
  readonly policy: CfnResource;
  readonly promises: GuardPromises;
}

const registry = new TreeRegistry<RegisteredGuard>('guards');

/** Records what a guard closes, so that the validation can check that it is closed. */
export function registerGuard(guard: RegisteredGuard): void {
  registry.add(guard.policy, guard);
}

export function listGuards(scope: IConstruct): readonly RegisteredGuard[] {
  return registry.of(scope);
}
