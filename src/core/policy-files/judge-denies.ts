import { AskedRegionDeny } from './documents';
import { ExpectedCall, findCallers, judge, Judged } from './judged';
import { callDirectly, callGlobally, callThrough } from '../call/calls';
import { InferenceRoute } from '../call/guard/inference-route';
import { buildGuardMatrix, findOpenRows } from '../call/guard/matrix';
import { GuardMatrixRow } from '../call/guard/matrix-row';
import { GuardPromises } from '../call/guard/promises';
import { buildLayers, makeAnyIdentity } from '../call/layers';
import { InvocationLeg, makeLegs } from '../call/leg';
import { listProbedModels, makeProbeCaller, OTHER_SERVICE_ACTIONS, PROBED_REGIONS } from '../call/probes';
import { STAND_IN } from '../call/stand-ins';
import { writeInferenceProfileArn } from '../facts/arns';
import { INVOKE_ACTIONS } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { findPartition } from '../facts/regions';
import { compileActionPattern } from '../iam/action-pattern';
import { InvocationOutcome } from '../iam/outcome';
import { parsePolicy } from '../iam/policy';
import { DocumentJson } from '../statements/document-json';

/** How a guard answered, and which routes are open and closed. */
export interface JudgedGuard extends Judged {
  readonly closedRoutes: readonly InferenceRoute[];
  readonly openRoutes: readonly InferenceRoute[];
}

/** Judges a guard with FullAWSAccess, for an identity that may do everything: what it closes, excepts and exempts. */
export function judgeGuard(document: DocumentJson, promises: GuardPromises): JudgedGuard {
  const callers = findCallers(promises.exemptPrincipalArns);
  const rows = buildGuardMatrix(parsePolicy('guard', document), promises);
  const promised = rows.filter(({ promisedClosed }) => promisedClosed);
  const excepted = rows.filter(({ principalExempt, modelExcepted }) => principalExempt || modelExcepted);
  const stopped = excepted.filter(({ outcome }) => outcome !== InvocationOutcome.ALLOWED);
  const closedRoutes = [...new Set(promised.map(({ route }) => route))];
  return {
    open: excepted.length,
    closed: promised.length,
    faults: [
      ...callers.faults,
      ...findOpenRows(rows).map((row) => `${describeRow(row)} must be denied, and is allowed`),
      ...stopped.map((row) => `${describeRow(row)} must be allowed, and is ${row.outcome} by '${row.sid}'`),
    ],
    closedRoutes,
    openRoutes: Object.values(InferenceRoute).filter((route) => !closedRoutes.includes(route)),
  };
}

function describeRow({ route, action, profileKind, principalExempt, modelExcepted }: GuardMatrixRow): string {
  return `${route}: ${action}${profileKind ? ` through ${profileKind} profiles` : ''}${principalExempt ? ' by an exempt principal' : ''}${
    modelExcepted ? ' of an excepted model' : ''}`;
}

/** Judges a Region deny with FullAWSAccess, for an identity that may do everything. */
export function judgeRegionDeny(document: DocumentJson, asked: AskedRegionDeny): Judged {
  const layers = buildLayers({
    identity: [makeAnyIdentity()], levels: [{ name: 'Region deny', policies: [parsePolicy('Region deny', document)] }],
  });
  const callers = findCallers(asked.exemptPrincipalArns);
  const { named, other } = callers;
  return judge(layers, [
    ...listCalls(asked, other?.principalArn),
    ...named.flatMap(({ principalArn }) => listCalls(asked, principalArn)
      .map((expected) => ({ ...expected, call: `${expected.call} by ${principalArn}, who is exempt,`, isOpen: true }))),
  ], callers);
}

/** Lists calls from the allowed Regions and from others, with the promised answer of each. */
function listCalls(asked: AskedRegionDeny, principalArn: string | undefined): ExpectedCall[] {
  const { allowedRegions, admitModelIds, admitFrom, exemptActions } = asked;
  const models = listProbedModels(admitModelIds);
  // One more Region, because all fixed ones may be allowed.
  const more = KNOWN_MODELS[0].sourceRegions.filter((region) => !allowedRegions.includes(region)).slice(0, 1);
  const regions = [...new Set([...allowedRegions, ...PROBED_REGIONS, ...more])];
  const isExempt = (action: string) => exemptActions.some((pattern) => compileActionPattern(pattern)(action));
  return regions.flatMap((region): ExpectedCall[] => {
    const identity = { account: STAND_IN.account, principalArn };
    const { caller, applicationProfile } = makeProbeCaller({ region, partition: findPartition(region) }, identity);
    const isAllowed = allowedRegions.includes(region);
    const geographic = (modelId: string) => writeInferenceProfileArn(caller, caller.account, `eu.${modelId}`);
    return [
      ...models.flatMap((modelId) => INVOKE_ACTIONS.flatMap((action): ExpectedCall[] => {
        const isOpen = admitFrom.includes(region) && admitModelIds.includes(modelId);
        const of = `${action} of ${modelId} in ${region}`;
        return [
          { call: `${of} through its global profile`, legs: callGlobally(caller, modelId, action), isOpen },
          { call: `${of} through an application profile`, legs: callThrough(caller, applicationProfile, modelId, action), isOpen },
          {
            call: `${of} through a geographic profile`,
            legs: callThrough(caller, geographic(modelId), modelId, action, regions),
            isOpen: regions.every((one) => allowedRegions.includes(one)),
          },
          { call: `${of} directly`, legs: callDirectly(caller, modelId, action), isOpen: isAllowed },
        ];
      })),
      ...OTHER_SERVICE_ACTIONS.map((action) => ({
        call: `${action} in ${region}`,
        legs: makeLegs(caller, [{ leg: InvocationLeg.PROFILE, action, resource: '*' }]),
        isOpen: isAllowed || isExempt(action),
      })),
    ];
  });
}
