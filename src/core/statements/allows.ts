import { StatementJson } from './deny';
import { countCharacters, wrapStatements } from './size';
import { Action, ConditionKey, INVOKE_ACTIONS, UNSPECIFIED_REGION } from '../facts/iam-words';
import { MANAGED_POLICY_LIMIT } from '../facts/limits';

/** A model's global profile, or an application profile of it, with the resources on which a call through it is authorized. */
export interface AllowedProfile {
  readonly profileArn: string;
  readonly sourceModelArn: string;
  readonly globalModelArn: string;
  readonly sourceRegion: string;
}

/** A guardrail, and the text by which a condition names its version. */
export interface NamedGuardrail {
  readonly arn: string;
  readonly identifier: string;
}

/** What is allowed in addition to the profiles. */
export interface AllowOptions {
  readonly streaming: boolean;
  /** The project of the calls, the same for all profiles. */
  readonly projectArn?: string;
  /** Each call must name one of these guardrails. */
  readonly guardrails?: readonly NamedGuardrail[];
  /** Whether the Sids stay, even if one more profile would fit without them. */
  readonly keepsSids?: boolean;
}

/**
 * Writes the three allows of a global call, each with its own condition: one on the profile and the project, as AWS writes it, and two on
 * the model. Several profiles share these three statements. That also allows the model of one with the profile of another, which no call
 * can present.
 */
export function writeAllows(profiles: readonly AllowedProfile[], options: AllowOptions): StatementJson[] {
  const { streaming, projectArn, guardrails = [] } = options;
  const actions = streaming ? [Action.INVOKE, Action.INVOKE_STREAMING] : [Action.INVOKE];
  const profileArns = profiles.map(({ profileArn }) => profileArn);
  const [{ sourceRegion }] = profiles;
  const allow = (sid: string, resources: string[], requestedRegion: string, keys: Record<string, string[]> = {}): StatementJson => ({
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    Condition: { StringEquals: { [ConditionKey.REQUESTED_REGION]: requestedRegion, ...keys } },
  });
  const throughProfile = { [ConditionKey.INFERENCE_PROFILE_ARN]: profileArns };
  const sourceModelArns = listOnce(profiles.map(({ sourceModelArn }) => sourceModelArn));
  const identifiers = guardrails.map(({ identifier }) => identifier);
  // AWS documents the key on models of a Region. A condition elsewhere might match no call.
  const named: Record<string, string[]> = guardrails.length === 0 ? {} : { [ConditionKey.GUARDRAIL_IDENTIFIER]: identifiers };
  return [
    // The profile's own leg does not carry the profile key, so a condition on the key would never match there.
    allow('GlobalProfile', [...profileArns, ...projectArn === undefined ? [] : [projectArn]], sourceRegion),
    allow('SourceModel', sourceModelArns, sourceRegion, { ...throughProfile, ...named }),
    allow('GlobalModel', listOnce(profiles.map(({ globalModelArn }) => globalModelArn)), UNSPECIFIED_REGION, throughProfile),
    ...guardrails.length === 0 ? [] : [
      { ...allow('Guardrail', listOnce(guardrails.map(({ arn }) => arn)), sourceRegion), Action: [Action.APPLY_GUARDRAIL] },
      denyWithoutGuardrail(sourceModelArns, identifiers),
    ],
  ];
}

/** Denies calls that name none of the guardrails, streaming or not. This holds even if other policies of the identity allow them. */
function denyWithoutGuardrail(sourceModelArns: string[], identifiers: string[]): StatementJson {
  return {
    Sid: 'NoGuardrail',
    Effect: 'Deny',
    Action: INVOKE_ACTIONS,
    Resource: sourceModelArns,
    Condition: { StringNotEquals: { [ConditionKey.GUARDRAIL_IDENTIFIER]: identifiers } },
  };
}

/** Lists each ARN once, since several profiles may be of one model. */
function listOnce(arns: readonly string[]): string[] {
  return [...new Set(arns)];
}

/**
 * Splits the allows into managed policies, as many as the size limit asks for. A profile that is added at the end changes only the last
 * policy. If one more profile fits without the Sids, they are left out, unless `keepsSids`: an identity may have only ten policies.
 */
export function splitAllows(profiles: readonly AllowedProfile[], options: AllowOptions): StatementJson[][] {
  const chunks: AllowedProfile[][] = [];
  const writeFitting = (chunk: readonly AllowedProfile[]): StatementJson[] => {
    const named = writeAllows(chunk, options);
    return fits(named) || options.keepsSids ? named : named.map(({ Sid: _sid, ...statement }) => statement);
  };
  for (const profile of profiles) {
    const last = chunks[chunks.length - 1];
    if (last && fits(writeFitting([...last, profile]))) {
      last.push(profile);
    } else {
      chunks.push([profile]);
    }
  }
  return chunks.map(writeFitting);
}

function fits(statements: readonly StatementJson[]): boolean {
  return countCharacters(wrapStatements(statements)) <= MANAGED_POLICY_LIMIT;
}
