import { AskedRegionDeny } from './documents';
import { judge, Judged, readDocument, Trial } from './judged';
import { callDirectly, callGlobally, callThrough } from '../call/calls';
import { findExemptPrincipal, findOrdinaryPrincipal } from '../call/guard/exempt-principals';
import { InferenceRoute } from '../call/guard/inference-route';
import { buildGuardMatrix, findOpenRows } from '../call/guard/matrix';
import { GuardMatrixRow } from '../call/guard/matrix-row';
import { GuardPromises } from '../call/guard/promises';
import { buildLayers, makeAnyIdentity } from '../call/layers';
import { Caller, InvocationLeg, makeLegs } from '../call/leg';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../facts/arns';
import { Action } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { findPartition } from '../facts/regions';
import { compileGlob } from '../iam/glob';
import { InvocationOutcome } from '../iam/outcome';
import { ANY_CHARACTER, ANY_TEXT } from '../iam/special-characters';
import { DocumentJson } from '../statements/document-json';

/** How a guard answered, and by route what is open and what is closed. */
export interface JudgedGuard extends Judged {
  readonly closedRoutes: readonly InferenceRoute[];
  readonly openRoutes: readonly InferenceRoute[];
}

/** Judges a guard beside FullAWSAccess, where everything else allows: what it promises to close, what it excepts, and whom it exempts. */
export function judgeGuard(document: DocumentJson, promises: GuardPromises): JudgedGuard {
  const rows = buildGuardMatrix(readDocument('guard', document), promises);
  const promised = rows.filter(({ promisedClosed }) => promisedClosed);
  const excepted = rows.filter(({ principalExempt, modelExcepted }) => principalExempt || modelExcepted);
  const stopped = excepted.filter(({ outcome }) => outcome !== InvocationOutcome.ALLOWED);
  const closedRoutes = [...new Set(promised.map(({ route }) => route))];
  return {
    open: excepted.length,
    closed: promised.length,
    faults: [
      ...findOpenRows(rows).map((row) => `${describeRow(row)} must be denied, and is allowed`),
      ...stopped.map((row) => `${describeRow(row)} must be allowed, and is ${row.outcome} by '${row.sid}'`),
    ],
    closedRoutes,
    openRoutes: Object.values(InferenceRoute).filter((route) => !closedRoutes.includes(route)),
  };
}

function describeRow({ route, action, profileKind, principalExempt, modelExcepted }: GuardMatrixRow): string {
  return `${route}: ${action}${profileKind ? ` through ${profileKind} profiles` : ''}${principalExempt ? ' by who is exempt' : ''}${
    modelExcepted ? ' of a model that is excepted' : ''}`;
}

const ACCOUNT = '111122223333';
const OTHER_REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2', 'sa-east-1'];
const OTHER_MODEL = 'amazon.nova-2-lite-v1:0';
const OTHER_SERVICES = ['ec2:DescribeInstances', 's3:CreateBucket', 'iam:CreateRole', 'bedrock:ListFoundationModels', 'sns:Publish'];
const INVOCATIONS = [Action.INVOKE, Action.INVOKE_STREAMING];

/** Judges a Region deny beside FullAWSAccess, where everything else allows. */
export function judgeRegionDeny(document: DocumentJson, asked: AskedRegionDeny): Judged {
  const layers = buildLayers({
    identity: [makeAnyIdentity()], levels: [{ name: 'Region deny', policies: [readDocument('Region deny', document)] }],
  });
  const { exemptPrincipalArns } = asked;
  const exempt = findExemptPrincipal(exemptPrincipalArns);
  return judge(layers, [
    ...listTrials(asked, findOrdinaryPrincipal(exemptPrincipalArns)?.principalArn),
    ...exempt === undefined ? [] : listTrials(asked, exempt.principalArn)
      .map((trial) => ({ ...trial, call: `${trial.call} by who is exempt`, isOpen: true })),
  ]);
}

/** Lists calls from the allowed Regions and from others, with what the Region deny promises of each. */
function listTrials(asked: AskedRegionDeny, principalArn: string | undefined): Trial[] {
  const { allowedRegions, admitModelIds, admitFrom, exemptActions } = asked;
  const known = KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !admitModelIds.includes(modelId));
  const models = [...admitModelIds, ...known.slice(0, 2), OTHER_MODEL];
  const regions = [...new Set([...allowedRegions, ...OTHER_REGIONS])];
  const isExempt = (action: string) => exemptActions.some((pattern) => matches(pattern, action));
  return regions.flatMap((region): Trial[] => {
    const caller: Caller = { region, partition: findPartition(region), account: ACCOUNT, principalArn };
    const isAllowed = allowedRegions.includes(region);
    const copy = writeApplicationProfileArn(caller, ACCOUNT, 'a1b2c3d4e5f6');
    const geographic = (modelId: string) => writeInferenceProfileArn(caller, ACCOUNT, `eu.${modelId}`);
    return [
      ...models.flatMap((modelId) => INVOCATIONS.flatMap((action): Trial[] => {
        const isOpen = admitFrom.includes(region) && admitModelIds.includes(modelId);
        const of = `${action} of ${modelId} in ${region}`;
        return [
          { call: `${of} through its global profile`, legs: callGlobally(caller, modelId, action), isOpen },
          { call: `${of} through an application profile`, legs: callThrough(caller, copy, modelId, action), isOpen },
          {
            call: `${of} through a geographic profile`,
            legs: callThrough(caller, geographic(modelId), modelId, action, regions),
            isOpen: regions.every((one) => allowedRegions.includes(one)),
          },
          { call: `${of} directly`, legs: callDirectly(caller, modelId, action), isOpen: isAllowed },
        ];
      })),
      ...OTHER_SERVICES.map((action) => ({
        call: `${action} in ${region}`,
        legs: makeLegs(caller, [{ leg: InvocationLeg.PROFILE, action, resource: '*' }]),
        isOpen: isAllowed || isExempt(action),
      })),
    ];
  });
}

/** IAM compares actions without regard to case. */
function matches(pattern: string, action: string): boolean {
  return compileGlob(pattern.toLowerCase().replaceAll('*', ANY_TEXT).replaceAll('?', ANY_CHARACTER))(action.toLowerCase());
}
