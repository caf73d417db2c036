import { IConstruct } from 'constructs';
import { ClaudeModel } from '../../catalog/claude-model';
import { TreeRegistry } from '../../checks/tree-registry';

/** What an access gives to one identity, so that the validation can ask whether it arrives. */
export interface GrantedAccess {
  /** The path of the construct that gives the access. */
  readonly access: string;
  /** The role, user or group that gets it. */
  readonly identity: IConstruct;
  readonly models: readonly ClaudeModel[];
  /** The Region in which the profiles are called; it may be a token. */
  readonly sourceRegion: string;
  readonly streaming: boolean;
  /** The project that is allowed too; none where the access gives none. */
  readonly projectId?: string;
}

const registry = new TreeRegistry<GrantedAccess>('served-identities');

/** Records what an access gives to an identity; each access records an identity once. */
export function registerAccess(access: GrantedAccess): void {
  registry.add(access.identity, access);
}

export function listGrantedAccess(scope: IConstruct): readonly GrantedAccess[] {
  return registry.of(scope);
}
