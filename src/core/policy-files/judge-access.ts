import { AskedAccess, AskedEndpoint } from './documents';
import { ExpectedCall, findCallers, judge, Judged } from './judged';
import { callGlobally, callThrough } from '../call/calls';
import { CallerIdentity } from '../call/guard/guarded-calls';
import { buildLayers, makeAnyIdentity } from '../call/layers';
import { Caller, Leg } from '../call/leg';
import { listProbes } from '../call/probes';
import { Action } from '../facts/iam-words';
import { NOBODYS_ACCOUNT } from '../facts/organization-ids';
import { findPartition } from '../facts/regions';
import { PolicyLayer } from '../iam/layer';
import { parsePolicy } from '../iam/policy';
import { DocumentJson } from '../statements/document-json';

/** Judges the documents of an access together, as one identity has them. */
export function judgeAccess(documents: readonly DocumentJson[], asked: AskedAccess): Judged {
  const layers = buildLayers({ identity: documents.map((document, index) => parsePolicy(`policy ${index + 1}`, document)) });
  return judge(layers, listCalls(asked, { account: asked.account ?? NOBODYS_ACCOUNT }));
}

/** Judges the policy of an endpoint, for each of its callers and for another caller. */
export function judgeEndpoint(document: DocumentJson, asked: AskedEndpoint): Judged {
  const layers = buildLayers({ identity: [makeAnyIdentity()], endpoint: parsePolicy('endpoint', document) })
    .filter(({ kind }) => kind === PolicyLayer.VPC_ENDPOINT);
  const account = asked.account ?? NOBODYS_ACCOUNT;
  const callers = findCallers(asked.principalArns);
  const { named, other } = callers;
  return judge(layers, [
    ...named.flatMap(({ principalArn }) => listCalls(asked, { account, principalArn })),
    ...other === undefined ? [] : listCalls(asked, { account, principalArn: other.principalArn })
      .map((expected) => ({ ...expected, call: `${expected.call} by someone else`, isOpen: false })),
  ], callers);
}

/** Lists the calls that the access must allow, and the probes that it must deny. */
function listCalls(asked: AskedAccess, identity: CallerIdentity): ExpectedCall[] {
  const { modelIds, applicationProfiles, region, streaming, projectId } = asked;
  const source = { partition: findPartition(region), region };
  const caller: Caller = { ...source, ...identity, projectId };
  const actions = streaming ? [Action.INVOKE, Action.INVOKE_STREAMING] : [Action.INVOKE];
  const calls = actions.flatMap((action) => [
    ...modelIds.map((modelId) => ({
      call: `${action} of ${modelId} through its global profile in ${region}`, legs: callGlobally(caller, modelId, action), isOpen: true,
    })),
    ...applicationProfiles.map(({ profileArn, modelId }) => ({
      call: `${action} of ${modelId} through ${profileArn}`, legs: callThrough(caller, profileArn, modelId, action), isOpen: true,
    })),
  ]);
  const granted = new Set(calls.flatMap(({ legs }) => legs.map(writeKey)));
  const named = [...new Set([...modelIds, ...applicationProfiles.map(({ modelId }) => modelId)])];
  // No call presents an application profile with another model than the one that it was copied from.
  const isOfNamed = ({ throughProfile }: Leg) => applicationProfiles.some(({ profileArn }) => profileArn === throughProfile);
  const others = listProbes({ modelIds: named, sources: [source] }, identity)
    .filter((leg) => !granted.has(writeKey(leg)) && !isOfNamed(leg));
  return [...calls, ...others.map((leg) => ({ call: describe(leg), legs: [leg], isOpen: false }))];
}

function writeKey({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return JSON.stringify([action, resource, requestedRegion, throughProfile]);
}

function describe({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return `${action} on ${resource} (aws:RequestedRegion ${requestedRegion}${throughProfile ? `, through ${throughProfile}` : ''})`;
}
