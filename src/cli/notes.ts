import { decide } from '../core/call/decide';
import { writeKeyNotes } from '../core/call/key-notes';
import { allowsAnything, buildLayers, makeAnyIdentity } from '../core/call/layers';
import { InvocationLeg, Leg } from '../core/call/leg';
import { listForOtherModels } from '../core/call/neighbours';
import { Action, ConditionKey, INVOKE_ACTIONS, OTHER_INVOCATIONS, UNSPECIFIED_REGION } from '../core/facts/iam-words';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../core/facts/limits';
import { isKey, nameStatement, toList } from '../core/iam/document';
import { isDenied } from '../core/iam/outcome';
import { Policy } from '../core/iam/policy';
import { Statement } from '../core/iam/statement';

const INVOCATIONS = [...INVOKE_ACTIONS, Action.INVOKE_BIDIRECTIONAL, ...OTHER_INVOCATIONS].map((action) => action.toLowerCase());

/** Writes what a reader of a policy should know, apart from the verdict on a call. */
export function writeNotes(policy: Policy, legs: readonly Leg[], scp?: { readonly fullAwsAccess: boolean }): string[] {
  return [
    ...policy.statements.flatMap((statement) => writeStatementNotes(policy, statement)),
    ...noteOpened(policy, legs),
    ...writeKeyNotes(policy, legs).map((note) => `${policy.name}, ${note}`),
    ...scp ? writeScpNotes(policy, scp) : [],
  ];
}

function writeStatementNotes({ name }: Policy, statement: Statement): string[] {
  const where = `${name}, ${nameStatement(statement)}`;
  const { Action: actions, NotAction: otherActions } = statement.document;
  return toList(actions ?? otherActions).flatMap((action) => {
    const note = typeof action === 'string' ? findActionNote(action) : undefined;
    return note === undefined ? [] : [`${where}: ${note}`];
  });
}

function findActionNote(action: string): string | undefined {
  if (/^bedrock:Converse/i.test(action)) {
    return `there is no IAM action ${action}; Converse is authorized as ${Action.INVOKE}, ConverseStream as ${Action.INVOKE_STREAMING}`;
  }
  return /^bedrock:Invoke\w*$/i.test(action) && !INVOCATIONS.includes(action.toLowerCase())
    ? `${action} is not a known IAM action, so it decides nothing; models are called with ${INVOKE_ACTIONS.join(' and ')}`
    : undefined;
}

/** Notes a deny that does not match the leg without a Region, if no other statement denies that leg for other models. */
function noteOpened(policy: Policy, legs: readonly Leg[]): string[] {
  const opening = policy.statements.filter(letsUnspecifiedThrough);
  if (opening.length === 0) {
    return [];
  }
  const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: policy.name, policies: [policy], fullAwsAccess: true }] });
  const others = legs.filter(({ leg }) => leg === InvocationLeg.GLOBAL_MODEL).flatMap(listForOtherModels);
  return others.every((leg) => isDenied(decide(layers, [leg]).outcome)) ? [] : opening.map((statement) =>
    `${policy.name}, ${nameStatement(statement)}: "${UNSPECIFIED_REGION}" in the list of Regions opens every model of every provider; ` +
    'RegionDenyPolicy.admit opens only the models that you name');
}

/** Whether it is a Region deny with `unspecified` in its list of allowed Regions. */
function letsUnspecifiedThrough({ effect, conditions }: Statement): boolean {
  return effect === 'Deny' && conditions.some(({ operator, key, values }) =>
    operator.includes('Not') && isKey(key, ConditionKey.REQUESTED_REGION) && values.includes(UNSPECIFIED_REGION));
}

function writeScpNotes({ name, version, statements }: Policy, { fullAwsAccess }: { readonly fullAwsAccess: boolean }): string[] {
  const size = JSON.stringify({ Version: version, Statement: statements.map(({ document }) => document) }).length;
  return [
    ...fullAwsAccess && allowsAnything({ statements })
      ? [`${name}: its Allow adds nothing to FullAWSAccess. If it replaces FullAWSAccess, add --no-full-aws-access`]
      : [],
    ...size > SERVICE_CONTROL_POLICY_LIMIT
      ? [`${name}: has ${size} characters minified, and AWS Organizations takes at most ${SERVICE_CONTROL_POLICY_LIMIT}`]
      : [],
  ];
}
