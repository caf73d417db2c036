import { group } from './collections';
import { makePlace } from './deciders';
import { JudgedRow } from './findings';
import { nameAll } from './name-all';
import { FindingRule, ReportFinding } from './report';
import { StackAt } from './stack-at';
import { Policy } from '../iam/policy';
import { findTrustFaults, TrustFault } from '../trust/find-trust-faults';

/** A fault of the trust policy of a role that may call. */
interface FaultOfRole {
  readonly fault: TrustFault;
  readonly rows: readonly JudgedRow[];
}

const RULES: Readonly<Record<TrustFault['kind'], FindingRule>> = { wide: 'wide-trust', closed: 'closed-trust' };

/** Finds roles that may call, and whose trust policies admit callers that are not meant or have a statement that admits no caller. */
export function findTrustFindings(rows: readonly JudgedRow[], stacks: readonly StackAt[]): ReportFinding[] {
  const ownAccounts = new Set(stacks.flatMap(({ account }) => account ?? []));
  const known = new Map<Policy, Map<string, readonly TrustFault[]>>();
  const faults = group(rows.filter(({ call }) => call.verdict === 'allowed'), ({ identityIndex }) => identityIndex).flatMap((own) => {
    const { identity: { trustPolicy, account } } = own[0];
    if (trustPolicy?.policy === undefined) {
      return [];
    }
    const { policy, pods } = trustPolicy;
    const hasPodAssociation = pods.length > 0;
    // Roles with the same trust policy are judged once.
    const ofPolicy = known.get(policy) ?? new Map<string, readonly TrustFault[]>();
    known.set(policy, ofPolicy);
    const key = `${account} ${hasPodAssociation}`;
    const found = ofPolicy.get(key) ?? findTrustFaults(policy, { account, ownAccounts, hasPodAssociation });
    ofPolicy.set(key, found);
    return found.map((fault): FaultOfRole => ({ fault, rows: own }));
  });
  return group(faults, ({ fault: { statement: _, ...fault } }) => fault).map(writeFinding);
}

function writeFinding(all: readonly FaultOfRole[]): ReportFinding {
  const [{ fault: { kind, severity, reason, remedy } }] = all;
  const rows = all.flatMap((one) => one.rows);
  const identities = [...new Map(rows.map(({ identityIndex, identity }) => [identityIndex, identity]))];
  return {
    rule: RULES[kind],
    severity,
    description: describeTrust(RULES[kind], identities.map(([, { path }]) => path), reason),
    reason,
    assumption: '',
    remedy,
    statements: [],
    rows: [...new Set(rows.map(({ index }) => index))],
    identities: identities.map(([index]) => index),
    places: identities.flatMap(([, { at }]) => at ? [makePlace(at, 'Properties/AssumeRolePolicyDocument')] : []),
  };
}

/** Describes the fault in the trust policies of roles that may call. */
export function describeTrust(rule: FindingRule, paths: readonly string[], reason: string): string {
  const who = `${nameAll(paths)} may call Claude`;
  return rule === 'wide-trust' ? `${who}, and ${paths.length === 1 ? 'its' : 'their'} trust policy admits ${reason}`
    : `${who}, and a statement of ${paths.length === 1 ? 'its' : 'their'} trust policy admits no caller: ${reason}`;
}
