import { allowsOf } from './allow';
import { Caller, callThrough, directCall, globalCall, globalModelCall, Leg, requestOf } from './call';
import { Json, labelOf } from './document';
import { isControlTowers, letThrough } from './edit';
import { allowsAnything, ANY_IDENTITY, layersOf } from './layers';
import { inferenceProfileArn } from '../../catalog/arns';
import { KNOWN_MODELS } from '../../catalog/known-models';
import { Action, ConditionKey } from '../../policy/vocabulary';
import { evaluate, Outcome } from '../engine/evaluate';
import { policy, Policy } from '../engine/policy';
import { Request } from '../engine/request';
import { Statement } from '../engine/statement';

/** Which global calls are to pass. */
export interface Admission {
  readonly modelIds: readonly string[];
  /** Whence they are called. */
  readonly sources: readonly { readonly partition: string; readonly region: string }[];
}

export interface Admitted {
  readonly document: Json;
  readonly changes: readonly string[];
}

/** Nobody's account: a policy of an organization is for many. */
const ACCOUNT = '000000000000';
const spell = (arn: string) => arn.replace(`:${ACCOUNT}:`, ':*:');
const RANK: Record<Outcome, number> = { EXPLICITLY_DENIED: 0, IMPLICITLY_DENIED: 0, DEPENDS: 1, ALLOWED: 2 };

/**
 * Edits a service control policy so that it admits global calls of some models from some Regions, through the system's
 * profiles, streaming or not. What cannot be known of a caller counts against it. Throws where no such edit is found, or
 * where it would open anything else.
 */
export function admit(name: string, document: Json, admission: Admission): Admitted {
  const before = policy(name, document);
  const wanted = admission.sources.flatMap((source) => admission.modelIds.flatMap((modelId) => [false, true].flatMap((streaming) =>
    globalCall(callerIn(source), modelId, streaming))));
  const fail = (reason: string): never => {
    throw new Error(`policy '${name}' cannot be edited to admit ${admission.modelIds.join(', ')} from ${admission.sources.map(({ region }) => region).join(', ')}: ${reason}`);
  };
  const { statements, changes } = edited(before, wanted, fail);
  if (changes.length === 0) {
    return { document, changes };
  }
  const result = { ...document, Statement: statements };
  verify(before, policy(name, result), wanted, admission, fail);
  return { document: result, changes };
}

function edited({ statements: given, ...before }: Policy, wanted: readonly Leg[], fail: (reason: string) => never) {
  const changes: string[] = [];
  const statements = given.flatMap((statement): Json[] => {
    const { effect, document } = statement;
    const hit = effect === 'Deny' ? wanted.filter((leg) => mayDeny(statement, leg)) : [];
    if (hit.length === 0) {
      return [document];
    }
    const where = labelOf(statement);
    if (isControlTowers(statement)) {
      return fail(`${where} is that of a control which AWS Control Tower manages, where an edit is drift. Switch the control off and ship a Region deny of ` +
        'your own through Customizations for AWS Control Tower (CfCT), such as RegionDenyPolicy; a copy that you own needs a Sid of its own');
    }
    const edit = letThrough(statement, hit, spell);
    if ('refused' in edit) {
      return fail(`${where} denies ${[...new Set(hit.map(({ resource }) => spell(resource)))].join(', ')}, and ${edit.refused}`);
    }
    changes.push(...edit.changes.map((change) => `${where}: ${change}`));
    changes.push(...edit.statements.slice(1).map(() => `${where}: the statement added behind it keeps the other actions on these profiles denied`));
    return [...edit.statements];
  });
  const missing = allowsAnything({ ...before, statements: given })
    ? wanted.filter((leg) => !given.some(({ effect, matches }) => effect === 'Allow' && matches(question(leg)) !== false))
    : [];
  if (missing.length > 0) {
    const added = allowsOf(missing, spell);
    changes.push(`added ${added.length} statements at the end, which allow the calls: ${added.map(({ Resource: resource }) => String(resource)).join(', ')}`);
    statements.push(...added);
  }
  return { statements, changes };
}

/** Decides what calls can present, before and after: the wanted legs must pass now, and nothing else that did not. */
function verify(before: Policy, after: Policy, wanted: readonly Leg[], admission: Admission, fail: (reason: string) => never): void {
  const [was, is] = [before, after].map((one) => {
    const layers = layersOf({ identity: [ANY_IDENTITY], levels: [{ name: 'level', policies: [one] }] });
    return (leg: Leg) => evaluate(layers, question(leg));
  });
  const denied = wanted.find((leg) => after.statements.some((statement) => statement.effect === 'Deny' && mayDeny(statement, leg)));
  if (denied) {
    fail(`even edited it denies ${spell(denied.resource)}`);
  }
  const meant = new Set(wanted.map(keyOf));
  const opened = probes(admission).find((leg) => !meant.has(keyOf(leg)) && RANK[is(leg).outcome] > RANK[was(leg).outcome]);
  if (opened) {
    fail(`it would also open ${opened.action} on ${opened.resource}${opened.throughProfile === undefined ? '' : ` through ${opened.throughProfile}`}`);
  }
}

/** What else calls present: other models, Regions, profiles and services. */
function probes({ modelIds, sources }: Admission): Leg[] {
  const regions = new Set([...sources.map(({ region }) => region), 'af-south-1', 'us-east-1', 'eu-west-1', 'ap-southeast-2']);
  const others = KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !modelIds.includes(modelId));
  const models = [...modelIds, ...others.slice(0, 2), 'amazon.nova-2-lite-v1:0'];
  return [...regions].flatMap((region) => {
    const caller = callerIn({ partition: sources[0].partition, region });
    const system = (profileId: string, account = ACCOUNT) => inferenceProfileArn(caller, account, profileId);
    const elsewhere = (action: string, resource: string): Leg => ({ leg: 'PROFILE', action, resource, requestedRegion: region });
    return [
      ...models.flatMap((modelId) => [false, true].flatMap((streaming) => [
        ...globalCall(caller, modelId, streaming),
        ...callThrough(caller, caller.application, modelId, streaming),
        ...['us', 'eu', 'apac'].flatMap((geography) => callThrough(caller, system(`${geography}.${modelId}`), modelId, streaming, [...regions])),
        ...callThrough(caller, caller.application, modelId, streaming, [...regions]),
        ...directCall(caller, modelId, streaming),
        ...globalModelCall(caller, modelId, streaming),
      ])),
      ...modelIds.flatMap((modelId) => [Action.CREATE_BATCH_JOB, 'bedrock:GetInferenceProfile', 'bedrock:CreateInferenceProfile'].map((action) =>
        elsewhere(action, system(`global.${modelId}`)))),
      elsewhere(Action.MANTLE_INFERENCE, `arn:${caller.partition}:bedrock-mantle:${region}:${ACCOUNT}:project/default`),
      ...[Action.BEARER_TOKEN, 'bedrock:ListFoundationModels', 'ec2:DescribeInstances', 's3:CreateBucket', 'iam:CreateRole'].map((action) => elsewhere(action, '*')),
    ];
  });
}

function callerIn({ partition, region }: { readonly partition: string; readonly region: string }): Caller & { readonly application: string } {
  return { partition, region, account: ACCOUNT, application: `arn:${partition}:bedrock:${region}:${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6` };
}

/**
 * Whether a Deny may match a leg of a caller of whom nothing is known. One that rests on the caller alone, such as a
 * perimeter around the organization, is left as it is.
 */
function mayDeny({ matches, conditions, concerns }: Statement, leg: Leg): boolean {
  const asked = question(leg);
  const accountless = { ...asked, context: new Map([...asked.context].filter(([key]) => key !== PRINCIPAL_ACCOUNT)) };
  const request = conditions.some(({ key }) => key.toLowerCase() === PRINCIPAL_ACCOUNT) ? accountless : asked;
  const match = matches(request);
  return match === true || (match !== false && (concerns(request) !== true || conditions.some((condition) => condition.matches(request) === true)));
}

const PRINCIPAL_ACCOUNT = ConditionKey.PRINCIPAL_ACCOUNT.toLowerCase();

function question(leg: Leg): Request {
  const [, partition, , region] = (leg.throughProfile ?? leg.resource).split(':');
  return requestOf(leg, { account: ACCOUNT, partition: partition ?? 'aws', region: region ?? '' });
}

function keyOf({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return [action, resource, requestedRegion, throughProfile].join('|');
}

