import { StatementJson } from './deny';
import { countCharacters, wrapStatements } from './size';
import { Action, ConditionKey, INVOKE_ACTIONS, UNSPECIFIED_REGION } from '../facts/iam-words';
import { MANAGED_POLICY_LIMIT } from '../facts/limits';

/** A profile, the model's global one or an application profile of it, by the resources on which a call through it is authorized. */
export interface AllowedProfile {
  readonly profileArn: string;
  readonly sourceModelArn: string;
  readonly globalModelArn: string;
  readonly sourceRegion: string;
}

/** A guardrail, and how a condition names its version. */
export interface NamedGuardrail {
  readonly arn: string;
  readonly identifier: string;
}

/** What is allowed besides the profiles themselves. */
export interface AllowOptions {
  readonly streaming: boolean;
  /** The project of the calls, which is the same for all profiles. */
  readonly projectArn?: string;
  /** The guardrails of which each call must name one. */
  readonly guardrails?: readonly NamedGuardrail[];
  /** Whether the Sids stay where a profile more would fit without them. */
  readonly keepsSids?: boolean;
}

/**
 * Writes the three allows of a global call, each with its own condition: of the profile, with the project as AWS writes it, and of the
 * model, twice. Several profiles fold into the same three statements; that admits a pair (model of one, profile of another) which no call
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
  // AWS shows the key on models of a Region. A condition elsewhere might match no call at all.
  const named: Record<string, string[]> = guardrails.length === 0 ? {} : { [ConditionKey.GUARDRAIL_IDENTIFIER]: identifiers };
  return [
    // The profile key is absent on the profile's own leg, so a condition on it would never match there.
    allow('GlobalProfile', [...profileArns, ...projectArn === undefined ? [] : [projectArn]], sourceRegion),
    allow('SourceModel', sourceModelArns, sourceRegion, { ...throughProfile, ...named }),
    allow('GlobalModel', listOnce(profiles.map(({ globalModelArn }) => globalModelArn)), UNSPECIFIED_REGION, throughProfile),
    ...guardrails.length === 0 ? [] : [
      { ...allow('Guardrail', listOnce(guardrails.map(({ arn }) => arn)), sourceRegion), Action: [Action.APPLY_GUARDRAIL] },
      denyWithoutGuardrail(sourceModelArns, identifiers),
    ],
  ];
}

/** Denies calls that name none of the guardrails, streaming ones too, whatever other policies of the identity allow. */
function denyWithoutGuardrail(sourceModelArns: string[], identifiers: string[]): StatementJson {
  return {
    Sid: 'NoGuardrail',
    Effect: 'Deny',
    Action: INVOKE_ACTIONS,
    Resource: sourceModelArns,
    Condition: { StringNotEquals: { [ConditionKey.GUARDRAIL_IDENTIFIER]: identifiers } },
  };
}

/** Several profiles may be of one model. */
function listOnce(arns: readonly string[]): string[] {
  return [...new Set(arns)];
}

/**
 * Writes the allows of each of the managed policies that the profiles need by the limit of one. A profile that is added last changes the
 * last one only. Where a profile more would fit without the Sids, they go, unless they are to stay: a policy more costs an identity one of
 * the ten that it may have.
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
