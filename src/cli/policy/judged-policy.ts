import { PolicyArguments } from './arguments';
import { findDeploymentFaults } from './deployment';
import { fillPlaceholders, NO_PLACEHOLDERS } from './placeholders';
import { refuseOptions } from './refuse-options';
import { writeRegionDenyRules, findSourceRegion } from '../../core/call/guard/region-deny-rules';
import { GLOBAL_SERVICE_ACTIONS } from '../../core/facts/global-service-actions';
import { Action } from '../../core/facts/iam-words';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../../core/facts/limits';
import { compileActionPattern } from '../../core/iam/action-pattern';
import {
  AskedAccess, AskedRegionDeny, writeAccessDocuments, writeEndpointDocument, writeGuardDocument, writeRegionDenyDocument,
} from '../../core/policy-files/documents';
import { judgeAccess, judgeEndpoint } from '../../core/policy-files/judge-access';
import { judgeGuard, judgeRegionDeny } from '../../core/policy-files/judge-denies';
import { Judged } from '../../core/policy-files/judged';
import { isOfOrganization, PolicyKind } from '../../core/policy-files/printed-policy';
import {
  findCallable, findEndpointOversize, IF_NEWER, MODEL_IDS_RULES, GUARD_OPTION_RULES, writeAccessRules, writeEndpointRules,
} from '../../core/policy-files/rules';
import { findFaults } from '../../core/rules/rule';
import { DocumentJson } from '../../core/statements/document-json';
import { findTightName } from '../../core/statements/policy-names';
import { findOversize } from '../../core/statements/scp-rules';

/** The documents of a policy, and their judgment. */
export interface JudgedPolicy {
  readonly documents: readonly DocumentJson[];
  readonly judged: Judged;
  /** The models that the policy names, for notes about them. */
  readonly modelIds: readonly string[];
  /** The Regions in which their global profiles are called. */
  readonly regions: readonly string[];
  /** The conditions of the judgment, in words. */
  readonly scope: string;
  /** Notes on what may be a surprise, in addition to the notes about models. */
  readonly notes?: readonly string[];
}

/** Writes the policy that a command line asks for, and judges it. Throws BadUsage if a value breaks a rule. */
export function makeJudgedPolicy(kind: PolicyKind, args: PolicyArguments): JudgedPolicy {
  refuseOptions(findDeploymentFaults(kind, args));
  const policy = MAKE[kind](args);
  if (!isOfOrganization({ kind }) && args.name !== undefined) {
    refuseOptions(findTightName('policyName', args.name, policy.documents.length));
  }
  return policy;
}

/** Refuses a document that is too long, before the judgment, which takes long for a long document. */
function refuseOversize(document: DocumentJson, args: PolicyArguments): void {
  const { maxDocumentSize = SERVICE_CONTROL_POLICY_LIMIT, format, exceptModelIds, exemptPrincipalArns, admitModelIds } = args;
  const isLean = [exceptModelIds, exemptPrincipalArns, admitModelIds, args.exemptActions ?? []].every(({ length }) => length === 0);
  // Only CloudFormation sends a document with white space.
  const whiteSpace = format === 'cloudformation';
  const fewer = 'ame fewer models, roles or actions';
  const remedy = () => maxDocumentSize < SERVICE_CONTROL_POLICY_LIMIT
    ? `Raise --max-size, up to the ${SERVICE_CONTROL_POLICY_LIMIT} characters of AWS${isLean ? '' : `, or n${fewer}`}` : `N${fewer}`;
  refuseOptions(findOversize(document, maxDocumentSize, { whiteSpace, remedy }));
}

const MAKE: Record<PolicyKind, (args: PolicyArguments) => JudgedPolicy> = {
  'access': makeAccess, 'guard': makeGuard, 'region-deny': makeRegionDeny, 'endpoint': makeEndpoint,
};

function makeAccess({ modelIds, applicationProfiles, region, account, projectId, streaming, format }: PolicyArguments): JudgedPolicy {
  const given = { modelIds, applicationProfiles, region, account, projectId };
  refuseOptions(findFaults(given, writeAccessRules(given, format === 'json')));
  const asked = { ...given, region: region!, streaming };
  const documents = writeAccessDocuments(asked);
  const scope = 'for an identity with no other policy';
  return { documents, judged: judgeAccess(documents, asked), modelIds: listModels(asked), regions: [region!], scope };
}

function makeEndpoint(args: PolicyArguments): JudgedPolicy {
  const { modelIds, applicationProfiles, region, account, projectId, streaming, principalArns, format } = args;
  const given = { modelIds, applicationProfiles, region, account, projectId, principalArns };
  refuseOptions(findFaults(given, writeEndpointRules(given, format === 'json')));
  const asked = { ...given, region: region!, streaming };
  const document = writeEndpointDocument(asked);
  refuseOptions(findEndpointOversize(document));
  const scope = 'for calls through the endpoint';
  const judged = judgeEndpoint(document, asked);
  return { documents: [document], judged, modelIds: listModels(asked), regions: [region!], scope };
}

function listModels({ modelIds, applicationProfiles }: AskedAccess): string[] {
  return [...new Set([...modelIds, ...applicationProfiles.map(({ modelId }) => modelId)])];
}

function makeGuard(args: PolicyArguments): JudgedPolicy {
  const { exceptModelIds, routes, sourceRegions, exemptPrincipalArns, format } = args;
  const given = { exceptModelIds, routes, sourceRegions, exemptPrincipalArns: fillPlaceholders(exemptPrincipalArns, format) };
  const rules = GUARD_OPTION_RULES;
  refuseOptions(findFaults(given, { ...rules, exemptPrincipalArns: [NO_PLACEHOLDERS, ...rules.exemptPrincipalArns!] }));
  const promises = { ...given, sourceRegions: sourceRegions ?? [] };
  const documents = [writeGuardDocument({ ...promises, exemptPrincipalArns })];
  refuseOversize(documents[0], args);
  const judged = judgeGuard(writeGuardDocument(promises), promises);
  const { closedRoutes, openRoutes } = judged;
  const scope = `with FullAWSAccess attached; it closes ${closedRoutes.join(', ')}${
    openRoutes.length === 0 ? '' : `, and leaves open ${openRoutes.join(', ')}`}`;
  return { documents, judged, modelIds: exceptModelIds, regions: [], scope };
}

function makeRegionDeny(args: PolicyArguments): JudgedPolicy {
  const { allowedRegions, admitModelIds, admitFrom, exemptActions, exemptPrincipalArns, format } = args;
  refuseOptions(findFaults({ admitModelIds }, { admitModelIds: MODEL_IDS_RULES }));
  const admitModels = admitModelIds.map(findCallable);
  const exempt = fillPlaceholders(exemptPrincipalArns, format);
  const given = { allowedRegions, admitModels, admitFrom, exemptActions, exemptPrincipalArns: exempt };
  const rules = writeRegionDenyRules(given, IF_NEWER);
  refuseOptions(findFaults(given, { ...rules, exemptPrincipalArns: [NO_PLACEHOLDERS, ...rules.exemptPrincipalArns!] }));
  const from = admitFrom ?? [findSourceRegion(given)!];
  const asked: AskedRegionDeny = {
    allowedRegions,
    admitModelIds,
    admitFrom: from,
    exemptActions: exemptActions ?? GLOBAL_SERVICE_ACTIONS,
    exemptPrincipalArns: exempt,
  };
  const documents = [writeRegionDenyDocument({ ...asked, exemptPrincipalArns })];
  refuseOversize(documents[0], args);
  const judged = judgeRegionDeny(writeRegionDenyDocument(asked), asked);
  const scope = `with FullAWSAccess attached; global calls are admitted from ${from.join(', ')}`;
  return { documents, judged, modelIds: admitModelIds, regions: from, scope, notes: listSurprises(args, asked) };
}

const LANDING_ZONES = { cfct: 'AWS Control Tower', lza: 'Landing Zone Accelerator' };

/** Lists what a Region deny closes or opens although the command line does not ask for it. */
function listSurprises({ format, homeRegion, exemptActions = [], exemptPrincipalArns }: PolicyArguments, asked: AskedRegionDeny): string[] {
  const { allowedRegions, admitFrom, admitModelIds } = asked;
  const models = admitModelIds.map(findCallable);
  const others = allowedRegions.filter((region) => !admitFrom.includes(region) && models.every((model) => model.isAvailableFrom(region)));
  const opened = exemptActions.filter((pattern) =>
    [Action.CREATE_BATCH_JOB, Action.MANTLE_INFERENCE].some(compileActionPattern(pattern)));
  return [
    ...others.length > 0 ? [`global calls from ${others.join(', ')} stay denied. To admit them: ` +
      [...admitFrom, ...others].map((region) => `--admit-from ${region}`).join(' ')] : [],
    ...(format === 'cfct' || format === 'lza') && exemptPrincipalArns.length === 0
      ? [`it exempts no one, so it also denies the roles of ${LANDING_ZONES[format]} outside the allowed Regions. To exempt them: ` +
        '--exempt ARN']
      : [],
    ...homeRegion !== undefined && !allowedRegions.includes(homeRegion)
      ? [`it denies ${homeRegion}, the home Region of AWS Control Tower. To allow it: --allow-region ${homeRegion}`] : [],
    ...opened.length > 0 ? [`--exempt-action ${opened.join(', ')} opens inference in every Region`] : [],
  ];
}
