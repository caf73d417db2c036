import { allowsAnything } from '../core/call/layers';
import { Action, ConditionKey, INVOKE_ACTIONS, UNSPECIFIED_REGION } from '../core/facts/iam-words';
import { isKey, labelOf, listOf } from '../core/iam/document';
import { Policy } from '../core/iam/policy';
import { Statement } from '../core/iam/statement';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../core/facts/limits';

const INVOCATIONS = [
  ...INVOKE_ACTIONS, Action.INVOKE_BIDIRECTIONAL,
  ...['Agent', 'InlineAgent', 'Flow', 'Builder', 'DataAutomationAsync', 'BlueprintRecommendationAsync'].map((what) => `bedrock:Invoke${what}`),
].map((action) => action.toLowerCase());

/** What a reader of a policy should know beside the verdict. */
export function notesOf({ name, version, statements }: Policy, scp?: { readonly fullAwsAccess: boolean }): string[] {
  const about = (statement: Statement) => `${name}, ${labelOf(statement)}`;
  const actions = statements.flatMap((statement) =>
    listOf(statement.document.Action ?? statement.document.NotAction).map((action) => ({ statement, action: String(action) })));
  const unspecified = statements.filter(({ effect, conditions }) => effect === 'Deny' && conditions.some(({ operator, key, values }) =>
    operator.includes('Not') && isKey(key, ConditionKey.REQUESTED_REGION) && values.includes(UNSPECIFIED_REGION)));
  const size = JSON.stringify({ Version: version, Statement: statements.map(({ document }) => document) }).length;
  return [
    ...actions.filter(({ action }) => /^bedrock:Converse/i.test(action)).map(({ statement, action }) =>
      `${about(statement)}: there is no IAM action ${action}; Converse is authorized as ${Action.INVOKE}, ConverseStream as ${Action.INVOKE_STREAMING}`),
    ...actions.filter(({ action }) => /^bedrock:Invoke\w*$/i.test(action) && !INVOCATIONS.includes(action.toLowerCase())).map(({ statement, action }) =>
      `${about(statement)}: ${action} is no IAM action that is known here, so it decides nothing; the calls of models are ${INVOKE_ACTIONS.join(' and ')}`),
    ...unspecified.map((statement) =>
      `${about(statement)}: "${UNSPECIFIED_REGION}" among the Regions opens every model of every provider; RegionDenyPolicy.admit opens named ones`),
    ...scp?.fullAwsAccess && allowsAnything({ statements })
      ? [`${name}: what it allows adds nothing beside FullAWSAccess; where it stands in its place, say --no-full-aws-access`] : [],
    ...scp && size > SERVICE_CONTROL_POLICY_LIMIT ? [`${name}: has ${size} characters minified, and AWS Organizations takes at most ${SERVICE_CONTROL_POLICY_LIMIT}`] : [],
  ];
}
