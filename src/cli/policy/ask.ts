import { PolicyArguments, PolicyFormat } from './arguments';
import { findDeploymentFaults } from './deployment';
import { refuse } from './refuse';
import { writeRegionDenyRules, findSourceRegion } from '../../core/call/guard/region-deny-rules';
import { GLOBAL_SERVICE_ACTIONS } from '../../core/facts/global-service-actions';
import { LZA_PLACEHOLDERS } from '../../core/facts/landing-zones';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../../core/facts/limits';
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
import { each, ElementRules, findFaults, must } from '../../core/rules/rule';
import { DocumentJson } from '../../core/statements/document-json';
import { findMinifiedOversize, findOversize } from '../../core/statements/scp-rules';

/** Documents that were asked for, and how they were judged. */
export interface AskedPolicy {
  readonly documents: readonly DocumentJson[];
  readonly judged: Judged;
  /** The models that are named, of which something may be worth saying. */
  readonly modelIds: readonly string[];
  /** The Regions in which their global profiles are called. */
  readonly regions: readonly string[];
  /** What the judged documents leave as it was, in words. */
  readonly scope: string;
}

/** Makes what a command line asks for, and judges it. Throws BadUsage for values that break a rule. */
export function askPolicy(kind: PolicyKind, args: PolicyArguments): AskedPolicy {
  refuse(findDeploymentFaults(kind, args));
  const asked = ASK[kind](args);
  if (isOfOrganization({ kind })) {
    const { maxDocumentSize = SERVICE_CONTROL_POLICY_LIMIT, format } = args;
    // CloudFormation alone hands a document over with white space.
    const find = format === 'cloudformation' ? findOversize : findMinifiedOversize;
    refuse(find(asked.documents[0], maxDocumentSize));
  }
  return asked;
}

const ASK: Record<PolicyKind, (args: PolicyArguments) => AskedPolicy> = {
  'access': askAccess, 'guard': askGuard, 'region-deny': askRegionDeny, 'endpoint': askEndpoint,
};

function askAccess({ modelIds, applicationProfiles, region, account, projectId, streaming, format }: PolicyArguments): AskedPolicy {
  const given = { modelIds, applicationProfiles, region, account, projectId };
  refuse(findFaults(given, writeAccessRules(given, format === 'json')));
  const asked = { ...given, region: region!, streaming };
  const documents = writeAccessDocuments(asked);
  const scope = 'calls of an identity that has nothing else';
  return { documents, judged: judgeAccess(documents, asked), modelIds: listModels(asked), regions: [region!], scope };
}

function askEndpoint(args: PolicyArguments): AskedPolicy {
  const { modelIds, applicationProfiles, region, account, projectId, streaming, principalArns, format } = args;
  const given = { modelIds, applicationProfiles, region, account, projectId, principalArns };
  refuse(findFaults(given, writeEndpointRules(given, format === 'json')));
  const asked = { ...given, region: region!, streaming };
  const document = writeEndpointDocument(asked);
  refuse(findEndpointOversize(document));
  const scope = 'calls through the endpoint';
  return { documents: [document], judged: judgeEndpoint(document, asked), modelIds: listModels(asked), regions: [region!], scope };
}

function listModels({ modelIds, applicationProfiles }: AskedAccess): string[] {
  return [...new Set([...modelIds, ...applicationProfiles.map(({ modelId }) => modelId)])];
}

function askGuard({ exceptModelIds, routes, sourceRegions, exemptPrincipalArns, format }: PolicyArguments): AskedPolicy {
  const given = { exceptModelIds, routes, sourceRegions, exemptPrincipalArns: fillPlaceholders(exemptPrincipalArns, format) };
  const rules = GUARD_OPTION_RULES;
  refuse(findFaults(given, { ...rules, exemptPrincipalArns: [NO_PLACEHOLDERS, ...rules.exemptPrincipalArns!] }));
  const promises = { ...given, sourceRegions: sourceRegions ?? [] };
  const judged = judgeGuard(writeGuardDocument(promises), promises);
  const documents = [writeGuardDocument({ ...promises, exemptPrincipalArns })];
  const { closedRoutes, openRoutes } = judged;
  const scope = `calls beside FullAWSAccess; it closes ${closedRoutes.join(', ')}${
    openRoutes.length === 0 ? '' : `, and leaves open ${openRoutes.join(', ')}`}`;
  return { documents, judged, modelIds: exceptModelIds, regions: [], scope };
}

function askRegionDeny(args: PolicyArguments): AskedPolicy {
  const { allowedRegions, admitModelIds, admitFrom, exemptActions, exemptPrincipalArns, format } = args;
  refuse(findFaults({ admitModelIds }, { admitModelIds: MODEL_IDS_RULES }));
  const admitModels = admitModelIds.map(findCallable);
  const exempt = fillPlaceholders(exemptPrincipalArns, format);
  const given = { allowedRegions, admitModels, admitFrom, exemptActions, exemptPrincipalArns: exempt };
  const rules = writeRegionDenyRules(given, IF_NEWER);
  refuse(findFaults(given, { ...rules, exemptPrincipalArns: [NO_PLACEHOLDERS, ...rules.exemptPrincipalArns!] }));
  const from = admitFrom ?? [findSourceRegion(given)!];
  const asked: AskedRegionDeny = {
    allowedRegions,
    admitModelIds,
    admitFrom: from,
    exemptActions: exemptActions ?? GLOBAL_SERVICE_ACTIONS,
    exemptPrincipalArns: exempt,
  };
  const judged = judgeRegionDeny(writeRegionDenyDocument(asked), asked);
  const documents = [writeRegionDenyDocument({ ...asked, exemptPrincipalArns })];
  const scope = `calls beside FullAWSAccess, admitted from ${from.join(', ')}`;
  return { documents, judged, modelIds: admitModelIds, regions: from, scope };
}

/** Landing Zone Accelerator fills in texts of its own; the others know none. */
const NO_PLACEHOLDERS: ElementRules<string> = each(must((arn) => !arn.includes('${'),
  `must hold no placeholders, but with --format lza: ${Object.keys(LZA_PLACEHOLDERS).join(', ')}`, 'Write the ARN out'));

function fillPlaceholders(arns: readonly string[], format: PolicyFormat): string[] {
  return arns.map((arn) => format !== 'lza' ? arn : arn.replace(/\$\{(\w+)\}/g, (whole, name: string) => LZA_PLACEHOLDERS[name] ?? whole));
}
