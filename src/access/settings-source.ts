import { Construct } from 'constructs';
import { ClientReads } from './client-reads';
import { GrantedIdentities } from './granted-identities';
import { PlacedVariables } from './placed-variables';
import { RequiredGuardrail } from './required-guardrail';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';

/** The parts of an access that its settings need. */
export interface SettingsSource {
  readonly access: Construct;
  readonly sourceRegion: string;
  readonly streaming: boolean;
  readonly models: readonly ClaudeModel[];
  readonly applicationProfiles: readonly IApplicationProfile[];
  /** Each call must name one of these. */
  readonly guardrails: readonly RequiredGuardrail[];
  readonly granted: GrantedIdentities;
  readonly placed: PlacedVariables;
  readonly reads: ClientReads;
}
