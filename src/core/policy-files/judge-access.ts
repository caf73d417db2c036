import { AskedAccess, AskedEndpoint } from './documents';
import { judge, Judged, readDocument, Trial } from './judged';
import { UNSAID_ACCOUNT } from './printed-policy';
import { callGlobally, callThrough } from '../call/calls';
import { findExemptPrincipal, findOrdinaryPrincipal } from '../call/guard/exempt-principals';
import { Somebody } from '../call/guard/guarded-calls';
import { buildLayers, makeAnyIdentity } from '../call/layers';
import { Caller, Leg } from '../call/leg';
import { listProbes } from '../call/probes';
import { Action } from '../facts/iam-words';
import { findPartition } from '../facts/regions';
import { PolicyLayer } from '../iam/layer';
import { DocumentJson } from '../statements/document-json';

/** Judges the documents of an access, which an identity has together. */
export function judgeAccess(documents: readonly DocumentJson[], asked: AskedAccess): Judged {
  const layers = buildLayers({ identity: documents.map((document, index) => readDocument(`policy ${index + 1}`, document)) });
  return judge(layers, listTrials(asked, { account: asked.account ?? UNSAID_ACCOUNT }));
}

/** Judges the policy of an endpoint, for each of its callers and for somebody else. */
export function judgeEndpoint(document: DocumentJson, asked: AskedEndpoint): Judged {
  const layers = buildLayers({ identity: [makeAnyIdentity()], endpoint: readDocument('endpoint', document) })
    .filter(({ kind }) => kind === PolicyLayer.VPC_ENDPOINT);
  const account = asked.account ?? UNSAID_ACCOUNT;
  const callers = asked.principalArns.flatMap((pattern) => findExemptPrincipal([pattern]) ?? []);
  const other = findOrdinaryPrincipal(asked.principalArns);
  return judge(layers, [
    ...callers.flatMap(({ principalArn }) => listTrials(asked, { account, principalArn })),
    ...other === undefined ? [] : listTrials(asked, { account, principalArn: other.principalArn })
      .map((trial) => ({ ...trial, call: `${trial.call} by somebody else`, isOpen: false })),
  ]);
}

/** Lists the calls that the access is for, and all else that is known to be asked for. */
function listTrials(asked: AskedAccess, somebody: Somebody): Trial[] {
  const { modelIds, applicationProfiles, region, streaming, projectId } = asked;
  const source = { partition: findPartition(region), region };
  const caller: Caller = { ...source, ...somebody, projectId };
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
  // No call presents an application profile with another model than that of which it is a copy.
  const isOfNamed = ({ throughProfile }: Leg) => applicationProfiles.some(({ profileArn }) => profileArn === throughProfile);
  const others = listProbes({ modelIds: named, sources: [source] }, somebody)
    .filter((leg) => !granted.has(writeKey(leg)) && !isOfNamed(leg));
  return [...calls, ...others.map((leg) => ({ call: describe(leg), legs: [leg], isOpen: false }))];
}

function writeKey({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return JSON.stringify([action, resource, requestedRegion, throughProfile]);
}

function describe({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return `${action} on ${resource} (aws:RequestedRegion ${requestedRegion}${throughProfile ? `, through ${throughProfile}` : ''})`;
}
