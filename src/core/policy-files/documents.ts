import { denyRoutes, GuardPromises } from '../call/guard/promises';
import { writeInferenceProfileArn, writeModelArn, writeProjectArn } from '../facts/arns';
import { writeGlobalProfileId } from '../facts/model-ids';
import { NOBODYS_ACCOUNT } from '../facts/organization-ids';
import { findPartition } from '../facts/regions';
import { AllowedProfile, AllowOptions, splitAllows, writeAllows } from '../statements/allows';
import { StatementJson, writeDenies } from '../statements/deny';
import { arrangeDocument, DocumentJson } from '../statements/document-json';
import { writeEndpointStatements } from '../statements/endpoint';
import { RegionDeny, writeRegionDenies } from '../statements/region-deny';
import { wrapStatements } from '../statements/size';

/** An application profile, and the model that it was copied from. The ARN does not say the model. */
export interface AskedProfile {
  readonly profileArn: string;
  readonly modelId: string;
}

/** What an access must allow. */
export interface AskedAccess {
  /** Models that are called through their own global profiles. */
  readonly modelIds: readonly string[];
  readonly applicationProfiles: readonly AskedProfile[];
  readonly region: string;
  readonly account?: string;
  readonly streaming: boolean;
  readonly projectId: string;
}

/** What an endpoint must allow, and its callers. */
export interface AskedEndpoint extends AskedAccess {
  readonly principalArns: readonly string[];
}

/** What a Region deny must allow and admit, and the principals that it exempts. */
export interface AskedRegionDeny extends RegionDeny {
  readonly exemptPrincipalArns: readonly string[];
}

/** Writes the documents of an access: one, or several if one managed policy is too small. */
export function writeAccessDocuments(asked: AskedAccess): DocumentJson[] {
  return splitAllows(listProfiles(asked), writeOptions(asked)).map(wrap);
}

/** Writes the policy of an endpoint: the callers may call these models, and everything else is denied. */
export function writeEndpointDocument(asked: AskedEndpoint): DocumentJson {
  return wrap(writeEndpointStatements(writeAllows(listProfiles(asked), writeOptions(asked)), asked.principalArns));
}

export function writeGuardDocument(promises: GuardPromises): DocumentJson {
  return wrap(writeDenies(denyRoutes(promises), promises.exemptPrincipalArns));
}

export function writeRegionDenyDocument(asked: AskedRegionDeny): DocumentJson {
  return wrap(writeDenies(writeRegionDenies(asked), asked.exemptPrincipalArns));
}

function wrap(statements: readonly StatementJson[]): DocumentJson {
  return arrangeDocument(wrapStatements(statements));
}

function listProfiles({ modelIds, applicationProfiles, region, account = NOBODYS_ACCOUNT }: AskedAccess): AllowedProfile[] {
  const source = { partition: findPartition(region), region };
  const own = modelIds.map((modelId) => ({
    modelId, profileArn: writeInferenceProfileArn(source, account, writeGlobalProfileId(modelId)),
  }));
  return [...own, ...applicationProfiles].map(({ modelId, profileArn }) => ({
    profileArn,
    sourceModelArn: writeModelArn(source, modelId),
    globalModelArn: writeModelArn({ ...source, region: '' }, modelId),
    sourceRegion: region,
  }));
}

function writeOptions({ region, account = NOBODYS_ACCOUNT, streaming, projectId, applicationProfiles }: AskedAccess): AllowOptions {
  const projectArn = writeProjectArn({ partition: findPartition(region), region }, account, projectId);
  return { streaming, projectArn, keepsSids: applicationProfiles.length > 0 };
}
