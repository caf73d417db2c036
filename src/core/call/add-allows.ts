import { allowLegs } from './allow-legs';
import { LegObstacle } from './decide';
import { UNNAMED_LEVEL } from './describe-layer';
import { InvocationLeg, Leg } from './leg';
import { suggestTag } from './mend-tags';
import { countProfiles, MOST_PROFILES } from './most-profiles';
import { findNamedCalls } from './named-calls';
import { findModelsOf, isProfilePattern } from './profile-names';
import { InvocationRemedyKind, Mend, mendByWords } from './remedy';
import { openAccount, StandIn } from './stand-ins';
import { joinWords } from './words';
import { Action, ConditionKey } from '../facts/iam-words';
import { MANAGED_POLICY_LIMIT, SERVICE_CONTROL_POLICY_LIMIT } from '../facts/limits';
import { Json } from '../iam/document';
import { Layer, PolicyLayer } from '../iam/layer';
import { parsePolicy, Policy } from '../iam/policy';

/** Writes one set of statements that allow what a layer does not, for all legs together. */
export function addAllows({ kind, name, policies }: Layer, obstacles: readonly LegObstacle[], standIns: readonly StandIn[]): Mend {
  const legs = obstacles.map(({ leg }) => leg);
  const count = countProfiles(legs);
  if (count > MOST_PROFILES) {
    return mendByWords(InvocationRemedyKind.ADD_STATEMENTS, `Add statements that allow these calls to ${PLACES[kind](name)}. They would ` +
      `name ${count} profiles, and at most ${MOST_PROFILES} are written: ask about fewer models at once, or allow them by a pattern.`);
  }
  const isOfOrganization = kind === PolicyLayer.SERVICE_CONTROL;
  const written = allowLegs(legs, isOfOrganization ? (arn) => openAccount(arn, standIns) : undefined);
  const statements = kind === PolicyLayer.VPC_ENDPOINT ? written.map((one) => nameCallers(one, legs, standIns)) : written;
  const allows = parsePolicy('added', { Version: '2012-10-17', Statement: statements }).statements;
  if (!legs.every((leg) => allows.some(({ matches }) => matches(leg) === true))) {
    return mendByWords(InvocationRemedyKind.STAYS_CLOSED,
      'This must stay closed: no statement was found that allows this call and no other.');
  }
  const instead = kind === PolicyLayer.IDENTITY && !isOfBatchJob(legs) ? callThroughOwn(policies, legs, standIns) : undefined;
  const [below, they] = statements.length === 1 ? ['the statement below', 'It allows'] : ['the statements below', 'They allow'];
  const add = `Add ${below} to ${PLACES[kind](name)}. ${they} what is missing and nothing else.`;
  const tags = obstacles.flatMap(({ leg, obstacle }) => suggestTag(obstacle.statement, leg));
  return {
    kind: InvocationRemedyKind.ADD_STATEMENTS,
    statements,
    keys: [],
    sentence: [
      ...instead === undefined ? [add] : [instead, `If you also want calls through the global profile, which carry no tags of a team: ${
        add[0].toLowerCase()}${add.slice(1)}`],
      ...kind === PolicyLayer.IDENTITY ? hintAtAccess(legs) : [],
      ...new Set(tags),
      ...measure(statements, kind),
    ].join(' '),
  };
}

/** Where to add the statements that a layer lacks. */
const PLACES: Readonly<Record<PolicyLayer, (levelName: string) => string>> = {
  [PolicyLayer.IDENTITY]: () => 'a policy of the role or user',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: () => 'the permissions boundary',
  [PolicyLayer.SESSION]: () => 'the session policy, which limits what the role may do, or assume the role without one',
  [PolicyLayer.VPC_ENDPOINT]: () => 'the policy of the VPC endpoint, in which each statement needs a Principal',
  [PolicyLayer.SERVICE_CONTROL]: (level) => level === UNNAMED_LEVEL
    ? 'a service control policy, because the attached ones list everything that is allowed'
    : `a service control policy of the level '${level}', whose policies list everything that is allowed`,
};

function isOfBatchJob(legs: readonly Leg[]): boolean {
  return legs.every(({ action }) => action === Action.CREATE_BATCH_JOB);
}

/** What to call instead of the global profile if the policies allow application profiles only, so that calls can be billed apart. */
function callThroughOwn(policies: readonly Policy[], legs: readonly Leg[], standIns: readonly StandIn[]): string | undefined {
  const [, modelId] = legs.map(({ resource }) => /:inference-profile\/global\.(.+)$/.exec(resource)).find((found) => found) ?? [];
  const { applicationProfiles, namesGlobalProfiles } = findNamedCalls(policies);
  if (modelId === undefined || applicationProfiles.length === 0 || namesGlobalProfiles) {
    return undefined;
  }
  const statements = policies.flatMap((policy) => policy.statements);
  const names = applicationProfiles.filter(({ id }) => !isProfilePattern(id)).flatMap(({ id }) => {
    const { name, modelId: copied } = standIns.find(({ text }) => text === id)?.profile ?? {};
    const isOfModel = copied === undefined ? findModelsOf(id, statements).includes(modelId) : copied === modelId;
    return isOfModel ? [`'${name ?? id}'`] : [];
  });
  return names.length > 0
    ? `Pass the ARN of the role's application profile of this model (${joinWords(names, 'or')}) as the model ID, instead of ` +
      `global.${modelId}: ` +
      'these policies allow application profiles only.'
    : `These policies allow application profiles only, and none of ${modelId}: create an ApplicationProfile of it, add it to ` +
      '`applicationProfiles`, and pass its ARN as the model ID.';
}

/** What to set if GlobalClaudeAccess writes the policies: the models, or the application profiles through which calls go. */
function hintAtAccess(legs: readonly Leg[]): string[] {
  if (isOfBatchJob(legs)) {
    return ['ClaudeBatchAccess.grantSubmit() grants this, and iam:PassRole on the role of the job, which is needed too.'];
  }
  const listProfiles = ({ resource, throughProfile, possibleProfiles = [] }: Leg) => [resource, throughProfile, ...possibleProfiles];
  const isAbout = (leg: Leg, part: string) => listProfiles(leg).some((profile) => profile?.includes(part));
  const isOfApplication = legs.some((leg) => isAbout(leg, ':application-inference-profile/'));
  const isOfGlobal = legs.some((leg) => isAbout(leg, ':inference-profile/global.'));
  const isOfProject = legs.every(({ leg }) => leg === InvocationLeg.PROJECT);
  return [
    ...isOfGlobal || (isOfProject && !isOfApplication)
      ? ['If GlobalClaudeAccess writes these policies, add the model to `models`, and check `streaming` and `project`.']
      : [],
    ...isOfApplication
      ? ['If GlobalClaudeAccess writes these policies, add the application profile to `applicationProfiles`, and check `streaming`. Pass ' +
        'the ApplicationProfile that creates it, or ApplicationProfile.fromProfileArn(scope, id, { profileArn, model }) if it is ' +
        'created elsewhere.']
      : [],
  ];
}

/** A policy of an endpoint applies to everyone who calls through it, so each statement names the callers. */
function nameCallers(statement: Json, legs: readonly Leg[], standIns: readonly StandIn[]): Json {
  const texts = new Set(standIns.map(({ text }) => text));
  // An example caller is not a principal.
  const callers = legs.map(({ context }) => context.get(ConditionKey.PRINCIPAL_ARN.toLowerCase())?.[0])
    .map((caller) => caller === undefined || texts.has(caller) ? undefined : caller);
  if (callers.every((caller): caller is string => caller !== undefined)) {
    const distinct = [...new Set(callers)];
    return { ...statement, Principal: { AWS: distinct.length === 1 ? distinct[0] : distinct } };
  }
  // An account's number as the principal would mean its root user.
  const accounts = [...new Set(legs.map(({ environment }) => environment.account))];
  const isUnknown = accounts.some((account) => texts.has(account));
  const { StringEquals: equal, ...others } = statement.Condition as Record<string, Json>;
  return {
    ...statement,
    Principal: '*',
    Condition: { StringEquals: { ...equal, ...isUnknown ? {} : { [ConditionKey.PRINCIPAL_ACCOUNT]: accounts } }, ...others },
  };
}

function measure(statements: readonly Json[], kind: PolicyLayer): string[] {
  const size = JSON.stringify(statements).length;
  const [limit, what] = kind === PolicyLayer.SERVICE_CONTROL
    ? [SERVICE_CONTROL_POLICY_LIMIT, 'a service control policy']
    : [MANAGED_POLICY_LIMIT, 'a managed policy'];
  return kind === PolicyLayer.VPC_ENDPOINT || size <= limit ? [] : [
    `They have ${size} characters, and ${what} takes at most ${limit}: split the models over several policies.`,
  ];
}
