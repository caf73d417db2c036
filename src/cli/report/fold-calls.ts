import { group } from '../../core/app/collections';
import { AppReport, ReportDecider, ReportIdentity, ReportRow } from '../../core/app/report';
import { PolicyLayer } from '../../core/iam/layer';

/** Up to this many identities with the same answers are shown one by one. */
export const MOST_NAMES = 5;

/** Calls of one identity that have the same answer. */
export interface CallLine extends Pick<ReportRow, 'profile' | 'guardrails' | 'intent' | 'verdict' | 'legs' | 'by' | 'why'> {
  readonly models: readonly string[];
  readonly regions: readonly (string | undefined)[];
  readonly actions: readonly ReportRow['action'][];
}

/** Identities whose calls have the same answers: one, or more than MOST_NAMES. */
export interface FoldedCalls {
  /** Indexes into `identities` of the report. */
  readonly identities: readonly number[];
  readonly lines: readonly CallLine[];
}

/** Folds rows into lines: the rows of an identity by answer, and many identities with the same lines into one group. */
export function foldCalls({ identities }: AppReport, rows: readonly ReportRow[]): FoldedCalls[] {
  const folded = group(rows, ({ identity }) => identity).map((own) => ({ identity: own[0].identity, lines: foldRows(own) }));
  const alike = group(folded, ({ identity, lines }) => {
    const { account, kind } = identities[identity];
    return [account, kind, listAdmitted(identities[identity]), lines.map(forgetOwnPolicy)];
  });
  return alike.flatMap((same) => same.length > MOST_NAMES
    ? [{ identities: same.map(({ identity }) => identity), lines: same[0].lines.map(forgetOwnPolicy) }]
    : same.map(({ identity, lines }) => ({ identities: [identity], lines })));
}

/** Lists in words who may assume an identity, each once. */
export function listAdmitted({ admits, trust }: ReportIdentity): string[] {
  return [...new Set(admits?.map(({ who }) => who) ?? trust)];
}

/** Folds by action, then by model, then by Region. */
function foldRows(rows: readonly ReportRow[]): CallLine[] {
  const lines = rows.map(({ model, profile, guardrails, region, action, intent, verdict, legs, by, why }): CallLine =>
    ({ models: [model], profile, guardrails, regions: [region], actions: [action], intent, verdict, legs, by, why }));
  return (['actions', 'models', 'regions'] as const).reduce((all, folding) => {
    const alike = group(all, (line) => ({ ...line, regions: line.regions.map((region) => region ?? ''), [folding]: undefined }));
    return alike.map((same) => ({ ...same[0], [folding]: [...new Set(same.flatMap((line): readonly unknown[] => line[folding]))] }));
  }, lines);
}

/** Drops the name of an identity's own policy, so that roles with the same answers fold. */
function forgetOwnPolicy(line: CallLine): CallLine {
  return line.by?.layer === PolicyLayer.IDENTITY ? { ...line, by: OWN_POLICIES } : line;
}

/** Shows a guardrail by its ID and version. */
export function showGuardrail(identifier: string): string {
  return identifier.replace(/^.*:guardrail\//, '');
}

/** Stands for the own policies of several identities. */
export const OWN_POLICIES: ReportDecider = { layer: PolicyLayer.IDENTITY, policy: '' };
