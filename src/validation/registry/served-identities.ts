import { IConstruct } from 'constructs';
import { ClaudeModel } from '../../catalog/claude-model';
import { TreeRegistry } from '../../checks/tree-registry';

/** What an access gives to one identity, so that the validation can ask whether it arrives. */
export interface ServedIdentity {
  /** The path of the construct that gives the access. */
  readonly access: string;
  /** The role, user or group that gets it. */
  readonly identity: IConstruct;
  readonly models: readonly ClaudeModel[];
  /** The Region in which the profiles are called; it may be a token. */
  readonly sourceRegion: string;
  readonly streaming: boolean;
}

const registry = new TreeRegistry<ServedIdentity>('served-identities');

/** Tells that an identity is served; each access tells it once. */
export function registerServed(served: ServedIdentity): void {
  registry.add(served.identity, served);
}

export function servedIdentities(scope: IConstruct): readonly ServedIdentity[] {
  return registry.of(scope);
}
