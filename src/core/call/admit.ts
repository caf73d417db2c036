import { allowsOf } from './allow';
import { Leg } from './call';
import { Edit, isControlTowers, letModelsThrough, letThrough } from './edit';
import { allowsAnything, anyIdentity, layersOf } from './layers';
import { Admission, forAnyAccount, probes, question, wantedLegs, wantedProfiles } from './probes';
import { ConditionKey, KEYS_OF_THE_CALL } from '../facts/iam-words';
import { isKey, Json, labelOf, listOf } from '../iam/document';
import { evaluate, Outcome } from '../iam/evaluate';
import { policy, Policy } from '../iam/policy';
import { Statement } from '../iam/statement';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../statements/size';

export interface Admitted {
  readonly document: Json;
  readonly changes: readonly string[];
  /** What may still stand in the way. */
  readonly remarks: readonly string[];
}

const RANK: Record<Outcome, number> = { EXPLICITLY_DENIED: 0, IMPLICITLY_DENIED: 0, DEPENDS: 1, ALLOWED: 2 };

/**
 * Edits a service control policy so that it admits global calls of some models from some Regions. What cannot be known of a
 * caller counts against it. Throws where no such edit is found, or where it would open anything else.
 */
export function admit(name: string, document: Json, admission: Admission): Admitted {
  const fail = (reason: string): never => {
    const sources = admission.sources.map(({ region }) => region).join(', ');
    throw new Error(`policy '${name}' cannot be edited to admit ${admission.modelIds.join(', ')} from ${sources}: ${reason}`);
  };
  const before = policy(name, document);
  const wanted = wantedLegs(admission);
  const { statements, changes } = edited(before, wanted, admission, fail);
  const result = changes.length === 0 ? document : { ...document, Statement: statements };
  const after = policy(name, result);
  verify(before, after, wanted, admission, fail);
  const size = JSON.stringify(result).length;
  return {
    document: result,
    changes,
    remarks: [
      ...after.statements.filter((statement) => wanted.some((leg) => isPerimeter(statement, leg)))
        .map((statement) => `${labelOf(statement)} is a rule about callers, and is left as it is`),
      ...after.statements.filter(({ effect, document: one }) => effect === 'Deny' && /:bedrock:[^:"]*:\d{12}:/.test(JSON.stringify(one)))
        .map((statement) => `${labelOf(statement)} names an account, and was judged for others only`),
      ...size > SERVICE_CONTROL_POLICY_LIMIT ? [`the document has ${size} characters minified, and AWS Organizations takes at most ${SERVICE_CONTROL_POLICY_LIMIT}`] : [],
    ],
  };
}

function edited(before: Policy, wanted: readonly Leg[], admission: Admission, fail: (reason: string) => never) {
  const changes: string[] = [];
  const statements = before.statements.flatMap((statement): Json[] => {
    const hit = wanted.filter((leg) => mayDeny(statement, leg));
    if (hit.length === 0) {
      return [statement.document];
    }
    const where = labelOf(statement);
    if (isControlTowers(statement)) {
      return fail(`${where} is that of a control which AWS Control Tower manages, where an edit is drift. Switch the control off and ship a Region deny of ` +
        'your own through Customizations for AWS Control Tower (CfCT), such as RegionDenyPolicy; a copy that you own needs a Sid of its own');
    }
    const edit = editOf(statement, hit, admission);
    if ('refused' in edit) {
      return fail(`${where} denies ${[...new Set(hit.map(({ resource }) => forAnyAccount(resource)))].join(', ')}; ${edit.refused}`);
    }
    changes.push(...edit.changes.map((change) => `${where}: ${change}`));
    return [...edit.statements];
  });
  const missing = allowsAnything(before)
    ? wanted.filter((leg) => !before.statements.some(({ effect, matches }) => effect === 'Allow' && matches(question(leg)) === true))
    : [];
  if (missing.length > 0 && admission.applicationProfiles) {
    return fail('it lists what it allows, where application profiles of one model cannot be told from those of another');
  }
  if (missing.length > 0) {
    const added = allowsOf(missing, forAnyAccount);
    changes.push(`added ${added.length} statements at the end, which allow the calls: ${added.map(({ Resource: resource }) => String(resource)).join(', ')}`);
    statements.push(...added);
  }
  return { statements, changes };
}

/** Application profiles have IDs that nobody knows beforehand, so the models are told apart in their place. */
function editOf(statement: Statement, hit: readonly Leg[], admission: Admission): Edit {
  if (!admission.applicationProfiles) {
    return letThrough(statement, hit, forAnyAccount);
  }
  return hit.every(({ leg }) => leg === 'GLOBAL_MODEL')
    ? letModelsThrough(statement, [...new Set(hit.map(({ resource }) => resource))], wantedProfiles(admission))
    : { refused: 'on these legs application profiles of one model cannot be told from those of another' };
}

/** Decides what calls can present, before and after: the wanted legs must pass now, and nothing else that did not. */
function verify(before: Policy, after: Policy, wanted: readonly Leg[], admission: Admission, fail: (reason: string) => never): void {
  const denied = wanted.find((leg) => after.statements.some((statement) => mayDeny(statement, leg)));
  if (denied) {
    fail(`even edited it denies ${forAnyAccount(denied.resource)}`);
  }
  const [was, is] = [before, after].map((one) => {
    const layers = layersOf({ identity: [anyIdentity()], levels: [{ name: 'level', policies: [one] }] });
    return (leg: Leg) => RANK[evaluate(layers, question(leg)).outcome];
  });
  const meant = new Set(wanted.map(keyOf));
  const opened = probes(admission).find((leg) => !meant.has(keyOf(leg)) && is(leg) > was(leg));
  if (opened) {
    fail(`it would also open ${opened.action} on ${opened.resource}${opened.throughProfile === undefined ? '' : ` through ${opened.throughProfile}`}`);
  }
}

function keyOf({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return [action, resource, requestedRegion, throughProfile].join('|');
}

/** Whether a Deny may match a leg of a caller of whom nothing is known. */
function mayDeny(statement: Statement, leg: Leg): boolean {
  return statement.effect === 'Deny' && matchOf(statement, leg) !== false && !isPerimeter(statement, leg);
}

/**
 * Whether a Deny is a rule about callers, such as one around an organization or a network: calls pass by those who satisfy it.
 * A deny of Bedrock for all but some by name is none.
 */
function isPerimeter(statement: Statement, leg: Leg): boolean {
  const { effect, document, conditions } = statement;
  const ofBedrockAlone = document.NotAction === undefined && listOf(document.Action).every((action) => /^bedrock:/i.test(String(action)));
  return effect === 'Deny' && typeof matchOf(statement, leg) !== 'boolean' && !conditions.some(({ key }) => isKey(key, ...KEYS_OF_THE_CALL))
    && !(ofBedrockAlone && conditions.every(({ key }) => isKey(key, ConditionKey.PRINCIPAL_ARN, ConditionKey.PRINCIPAL_ACCOUNT)));
}

/** The account is unknown to a condition on it; to a policy variable it is the one in the profile's ARN, since that is the caller's own. */
function matchOf({ matches, conditions }: Statement, leg: Leg): ReturnType<Statement['matches']> {
  const asked = question(leg);
  const context = new Map(asked.context);
  if (conditions.some(({ key }) => isKey(key, ConditionKey.PRINCIPAL_ACCOUNT))) {
    context.delete(ConditionKey.PRINCIPAL_ACCOUNT.toLowerCase());
  }
  return matches({ ...asked, context });
}
