import { allowLegs } from './allow-legs';
import { isAboutCallers } from './caller-rule';
import { Edit, isControlTowers, letModelsThrough, letThrough } from './edit';
import { writeKeyNotes } from './key-notes';
import { allowsAnything, makeAnyIdentity, buildLayers } from './layers';
import { InvocationLeg, Leg, listReadings } from './leg';
import { Admission, replaceAccount, listProbes, listWantedLegs, listWantedProfiles } from './probes';
import { isResourceTag } from '../facts/condition-keys';
import { ConditionKey } from '../facts/iam-words';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../facts/limits';
import { isKey, Json, nameStatement, toList } from '../iam/document';
import { evaluate } from '../iam/evaluate';
import { isUnknown, Match } from '../iam/match';
import { letsMoreThrough } from '../iam/outcome';
import { parsePolicy, Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

interface Admitted {
  readonly document: Json;
  readonly changes: readonly string[];
  /** What may still deny the calls. */
  readonly remarks: readonly string[];
}

type Fail = (reason: string) => never;

/**
 * Edits a service control policy so that it admits global calls of some models from some Regions. Unknown facts about a caller
 * count against the edit. Throws if no such edit is found, or if it would open anything else.
 */
export function admit(name: string, document: Json, admission: Admission): Admitted {
  const fail: Fail = (reason) => {
    const sources = admission.sources.map(({ region }) => region).join(', ');
    throw new Error(`policy '${name}' cannot be edited to admit ${admission.modelIds.join(', ')} from ${sources}: ${reason}`);
  };
  const given = parsePolicy(name, document);
  const legs = listWantedLegs(admission);
  const wanted = legs.filter(({ isAnnounced }) => !isAnnounced);
  const announced = legs.filter(({ isAnnounced }) => isAnnounced);
  const { statements, changes } = editStatements(given, wanted, admission, fail);
  const edited = changes.length === 0 ? document : { ...document, Statement: statements };
  const result = parsePolicy(name, edited);
  verify(given, result, legs, admission, fail);
  return { document: edited, changes, remarks: [...writeRemarks(result, edited, legs), ...remarkAnnounced(result, announced)] };
}

function writeRemarks(policy: Policy, document: Json, legs: readonly Leg[]): string[] {
  const { statements } = policy;
  const namesAccount = (statement: Statement) =>
    statement.effect === 'Deny' && /:bedrock:[^:"]*:\d{12}:/.test(JSON.stringify(statement.document));
  const size = JSON.stringify(document).length;
  const readings = legs.flatMap(listReadings);
  return [
    ...statements.flatMap((statement) => remarkPerimeter(statement, readings)),
    ...writeKeyNotes(policy, legs),
    ...statements.filter(namesAccount)
      .map((statement) => `${nameStatement(statement)} names an account, and was judged for other accounts only`),
    ...size > SERVICE_CONTROL_POLICY_LIMIT
      ? [`the document has ${size} characters minified, and AWS Organizations takes at most ${SERVICE_CONTROL_POLICY_LIMIT}`]
      : [],
  ];
}

/** Says what calls must satisfy to pass a Deny that was not changed. */
function remarkPerimeter(statement: Statement, legs: readonly Leg[]): string[] {
  const leg = legs.find((one) => isPerimeter(statement, one));
  const keys = leg ? matchForAnyAccount(statement, leg) : false;
  if (!isUnknown(keys) || (leg?.isAnnounced && keys.some(isResourceTag))) { // the tags of the project alone
    return [];
  }
  const ofCalls = keys.filter((key) => isResourceTag(key) || /^bedrock:/i.test(key));
  const what = ofCalls.length === 0 ? 'is a rule about callers' : `depends on ${ofCalls.join(', ')}, which calls can satisfy`;
  return [`${nameStatement(statement)} ${what}, and was not changed`];
}

/** Says what will deny legs that AWS has announced. They are not admitted unasked: the edit opens only what calls need today. */
function remarkAnnounced(policy: Policy, announced: readonly Leg[]): string[] {
  const remark = (legs: readonly Leg[], what: string) =>
    [...new Set(legs.map(({ resource }) => replaceAccount(resource)))].map((arn) =>
      `AWS has announced that calls will be authorized on ${arn} too, which ${what}; AWS is not known to check it yet`);
  const denials = policy.statements.flatMap((statement) => {
    const isListing = statement.document.NotResource !== undefined;
    const mend = isControlTowers(statement) ? 'AWS Control Tower manages it, so replace it with a policy of your own'
      : isListing ? 'add it to NotResource there' : 'exempt it there';
    return remark(announced.filter((leg) => mayDeny(statement, leg)), `${nameStatement(statement)} denies: ${mend}`);
  });
  return [...denials, ...remark(findUnlisted(policy, announced), 'the document does not list: add a statement that allows it')];
}

function editStatements(policy: Policy, wanted: readonly Leg[], admission: Admission, fail: Fail) {
  const changes: string[] = [];
  const statements = policy.statements.flatMap((statement): readonly Json[] => {
    const denied = wanted.filter((leg) => mayDeny(statement, leg));
    if (denied.length === 0) {
      return [statement.document];
    }
    const where = nameStatement(statement);
    if (isControlTowers(statement)) {
      return fail(`${where} belongs to a control that AWS Control Tower manages, and it would treat an edit as drift. First deploy a ` +
        'Region deny of your own, such as RegionDenyPolicy, through Customizations for AWS Control Tower (CfCT). Then switch the ' +
        'control off. If you copy the statement, give it another Sid');
    }
    const edit = editDeny(statement, denied, admission);
    if ('refused' in edit) {
      return fail(`${where} denies ${[...new Set(denied.map(({ resource }) => replaceAccount(resource)))].join(', ')}; ${edit.refused}`);
    }
    changes.push(...edit.changes.map((change) => `${where}: ${change}`));
    return edit.statements;
  });
  const unlisted = findUnlisted(policy, wanted);
  if (unlisted.length > 0 && admission.applicationProfiles) {
    return fail('it lists what it allows, and there the application profiles of one model cannot be distinguished from those of another');
  }
  const added = allowLegs(unlisted, replaceAccount);
  if (added.length > 0) {
    const resources = added.flatMap(({ Resource: resource }) => toList(resource));
    changes.push(`added ${added.length} statements at the end, which allow the calls: ${resources.join(', ')}`);
  }
  return { statements: [...statements, ...added], changes };
}

/** Finds the wanted legs that a policy does not allow, although it lists what is allowed. */
function findUnlisted(policy: Policy, wanted: readonly Leg[]): Leg[] {
  const isAllowed = (leg: Leg) => listReadings(leg).every((reading) =>
    policy.statements.some(({ effect, matches }) => effect === 'Allow' && matches(reading) === true));
  return allowsAnything(policy) ? wanted.filter((leg) => !isAllowed(leg)) : [];
}

/** The IDs of application profiles are not known before deployment, so the edit distinguishes models instead. */
function editDeny(statement: Statement, denied: readonly Leg[], admission: Admission): Edit {
  if (!admission.applicationProfiles) {
    return letThrough(statement, denied, replaceAccount);
  }
  return denied.every(({ leg }) => leg === InvocationLeg.GLOBAL_MODEL)
    ? letModelsThrough(statement, [...new Set(denied.map(({ resource }) => resource))], listWantedProfiles(admission))
    : { refused: 'on these legs the application profiles of one model cannot be distinguished from those of another' };
}

/** Decides calls before and after the edit: the wanted legs must pass now, and nothing else may pass that did not before. */
function verify(given: Policy, result: Policy, legs: readonly Leg[], admission: Admission, fail: Fail): void {
  const denied = legs.find((leg) => !leg.isAnnounced && result.statements.some((statement) => mayDeny(statement, leg)));
  if (denied) {
    fail(`after the edit it still denies ${replaceAccount(denied.resource)}`);
  }
  const [decideBefore, decideAfter] = [given, result].map((policy) => {
    const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'level', policies: [policy] }] });
    return (leg: Leg) => evaluate(layers, leg).outcome;
  });
  const wantedKeys = new Set(legs.map(writeKey));
  const opened = listProbes(admission).flatMap(listReadings)
    .find((leg) => !wantedKeys.has(writeKey(leg)) && letsMoreThrough(decideAfter(leg), decideBefore(leg)));
  if (opened) {
    const through = opened.throughProfile === undefined ? '' : ` through ${opened.throughProfile}`;
    fail(`it would also open ${opened.action} on ${opened.resource}${through}`);
  }
}

/** A project is wanted with every profile: no edit can distinguish profiles there. */
function writeKey({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return [action, resource, requestedRegion, throughProfile].join('|');
}

/** Whether a Deny may match a leg of an unknown caller. */
function mayDeny(statement: Statement, leg: Leg): boolean {
  return statement.effect === 'Deny' && listReadings(leg).some((reading) =>
    matchForAnyAccount(statement, reading) !== false && !isPerimeter(statement, reading));
}

/** Whether a Deny is a rule about callers that an unknown caller may or may not satisfy. */
function isPerimeter(statement: Statement, leg: Leg): boolean {
  return isAboutCallers(statement, [leg]) && isUnknown(matchForAnyAccount(statement, leg));
}

/** The account is unknown to a condition. For a policy variable it is the one in the profile's ARN, which is the caller's own. */
function matchForAnyAccount({ matches, conditions }: Statement, leg: Leg): Match {
  if (!conditions.some(({ key }) => isKey(key, ConditionKey.PRINCIPAL_ACCOUNT))) {
    return matches(leg);
  }
  const context = new Map(leg.context);
  context.delete(ConditionKey.PRINCIPAL_ACCOUNT.toLowerCase());
  return matches({ ...leg, context });
}
