import { Construct } from 'constructs';
import { ClientReads } from './client-reads';
import { GrantedIdentities } from './granted-identities';
import { PlacedVariables } from './placed-variables';
import { RequiredGuardrail } from './required-guardrail';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** What settings take from the access that grants their calls. */
export interface SettingsSource {
  readonly access: Construct;
  readonly sourceRegion: string;
  readonly streaming: boolean;
  readonly models: readonly ClaudeModel[];
  readonly applicationProfiles: readonly IApplicationProfile[];
  /** Of which each call must name one. */
  readonly guardrails: readonly RequiredGuardrail[];
  readonly granted: GrantedIdentities;
  readonly placed: PlacedVariables;
  readonly reads: ClientReads;
}
