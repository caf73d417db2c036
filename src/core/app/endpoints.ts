import { AppIdentity } from './app-identity';
import { ANY_OTHER_MODEL } from './choose-call';
import { makePlace } from './deciders';
import { JudgedRow } from './findings';
import { PolicyReader, ReadPolicy } from './policy-reader';
import { writePrincipalArn } from './principals';
import { References } from './references';
import { AppReport, ReportEndpoint } from './report';
import { findConstructPath, listResources, Name, ResourceAt, StackAt } from './stack-at';
import { callGlobally } from '../call/calls';
import { decide } from '../call/decide';
import { buildLayers, makeAnyIdentity } from '../call/layers';
import { Leg } from '../call/leg';
import { OPEN_VALUES, Unknown, withCandidates } from '../call/unknown-facts';
import { ConditionKey } from '../facts/iam-words';
import { NOBODYS_ACCOUNT } from '../facts/organization-ids';
import { findPartition } from '../facts/regions';
import { isObject } from '../iam/document';
import { Layer } from '../iam/layer';
import { InvocationOutcome, isDenied } from '../iam/outcome';

/** The service for calls of models, at the end of a service name in JSON. The deployment may join the parts of the name. */
const RUNTIME = /[."]bedrock-runtime(-fips)?"/;
const KEY = ConditionKey.PRINCIPAL_ARN.toLowerCase();
/** Stands for a caller that no policy names. */
const ANYBODY = 'anybody else';

/**
 * Reads the private endpoints of an app for calls of models, and judges which of the allowed calls their policies allow. No template says
 * whether calls go through an endpoint: that is up to the network.
 */
export function readEndpoints(
  stacks: readonly StackAt[], references: References, reader: PolicyReader, rows: readonly JudgedRow[],
): ReportEndpoint[] {
  return listResources(stacks, 'AWS::EC2::VPCEndpoint').flatMap(({ stack, logicalId, resource }): ReportEndpoint[] => {
    const { ServiceName: service, PolicyDocument: document } = resource.Properties ?? {};
    if (!RUNTIME.test(JSON.stringify(references.write(stack, service) ?? ''))) {
      return [];
    }
    const at = { stack, logicalId };
    const near = rows.filter(({ call, identity }) => call.verdict === 'allowed' && isNear(stack, identity, call.region));
    const place = { account: stack.account, region: stack.region, path: findConstructPath(at), at: makePlace(at, 'Properties') };
    const list = (some: readonly JudgedRow[]) => some.map(({ index }) => index);
    if (document === undefined) {
      return [{ ...place, admits: 'everybody', passes: list(near), stops: [], notJudged: [] }];
    }
    const policy = reader.read(at, 'Properties/PolicyDocument', nameIdentities(references, stack, document));
    const answers = near.map((row) => ({ row, outcome: judge(policy, row) }));
    const of = (isMeant: (outcome: InvocationOutcome) => boolean) =>
      list(answers.filter(({ outcome }) => isMeant(outcome)).map(({ row }) => row));
    const calls = [callAny(stack), ...near.map(({ call }) => call.decision.legs.map(({ leg }) => leg))];
    const isOpen = calls.some((legs) => askAs(layersOf(policy), legs, [standInFor(ANYBODY, stack)]) === InvocationOutcome.ALLOWED);
    return [{
      ...place,
      admits: isOpen ? 'everybody' : 'some',
      passes: of((outcome) => outcome === InvocationOutcome.ALLOWED),
      stops: of(isDenied),
      notJudged: of((outcome) => outcome === InvocationOutcome.DEPENDS),
    }];
  });
}

/** Says in a sentence which callers an endpoint allows. */
export function describeEndpoint({ rows, identities }: Pick<AppReport, 'rows' | 'identities'>, endpoint: ReportEndpoint): string {
  const { path, region, admits, passes, stops, notJudged } = endpoint;
  const name = (places: readonly number[]) => [...new Set(places.map((row) => `'${identities[rows[row].identity].path}'`))].join(', ');
  const isAnybody = admits === 'everybody';
  const parts = [
    ...passes.length > 0 ? [`allows ${name(passes)}${isAnybody ? ', and any other caller that reaches it' : ''}`] : [],
    ...passes.length === 0 ? [isAnybody ? 'allows any caller that reaches it' : 'allows none of these callers'] : [],
    ...stops.length > 0 ? [`denies ${name(stops)}`] : [],
    ...notJudged.length > 0 ? [`is not judged for ${name(notJudged)}`] : [],
  ];
  return `${path}, a private endpoint in ${region ?? 'the Region of its stack'}, ${parts.join('; ')}.`;
}

/** Calls can only go through an endpoint of their own Region. */
function isNear({ account, region }: StackAt, identity: AppIdentity, from: string | undefined): boolean {
  return identity.account === account && (from ?? identity.region) === region;
}

/**
 * Names the caller by its ARN and by the stand-in for references to it, because the policy may use either. A condition on the caller holds
 * if one of the two matches. Its negation holds if neither matches.
 */
function judge(policy: ReadPolicy, row: JudgedRow): InvocationOutcome {
  const { principal, account, region, at } = row.identity;
  const arn = writePrincipalArn(principal, account, region ?? Unknown.REGION);
  const arns = arn === undefined ? undefined : [arn, ...at ? [standInFor(findConstructPath(at), at.stack)] : []];
  return askAs(layersOf(policy), row.call.decision.legs.map(({ leg }) => leg), arns, principal.candidates);
}

/** A call of a model that no policy names, in the account and Region of an endpoint. */
function callAny({ account = Unknown.ACCOUNT, region = Unknown.REGION }: StackAt): Leg[] {
  return callGlobally({ account, region, partition: findPartition(region) }, ANY_OTHER_MODEL);
}

function layersOf({ policy }: ReadPolicy): Layer[] {
  return buildLayers({ identity: [makeAnyIdentity()], endpoint: policy });
}

/** Gives each call its own caller: identities with the same policies were judged once, under one name. */
function askAs(layers: readonly Layer[], given: readonly Leg[], arns: readonly string[] | undefined, names?: readonly Name[]) {
  const legs = given.map((leg): Leg => {
    const context = new Map(leg.context);
    context.delete(KEY);
    return { ...leg, context: arns ? context.set(KEY, arns) : context, open: names ? withCandidates(names) : OPEN_VALUES };
  });
  return decide(layers, legs).outcome;
}

/** Replaces references to the app's roles and users with stand-in ARNs. */
function nameIdentities(references: References, stack: StackAt, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => nameIdentities(references, stack, one));
  }
  if (!isObject(value)) {
    return value;
  }
  const found = references.findResource(stack, value, ['Arn']);
  return found && isIdentity(found) ? standInFor(findConstructPath(found), found.stack)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nameIdentities(references, stack, inner)]));
}

function isIdentity({ stack, logicalId }: ResourceAt): boolean {
  return ['AWS::IAM::Role', 'AWS::IAM::User'].includes(stack.template.Resources?.[logicalId]?.Type ?? '');
}

function standInFor(path: string, { account = NOBODYS_ACCOUNT, region = 'us-east-1' }: StackAt): string {
  return `arn:${findPartition(region)}:iam::${account}:role/(${path.replace(/[^\w/-]/g, '-')})`;
}
