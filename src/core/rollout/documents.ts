import { UNSAID_ACCOUNT } from './policy';
import { denyRoutes, GuardPromises } from '../call/guard/promises';
import { writeInferenceProfileArn, writeModelArn, writeProjectArn } from '../facts/arns';
import { writeGlobalProfileId } from '../facts/model-ids';
import { findPartition } from '../facts/regions';
import { AllowedProfile, AllowOptions, splitAllows, writeAllows } from '../statements/allows';
import { StatementJson, writeDenies } from '../statements/deny';
import { arrangeDocument, DocumentJson } from '../statements/document-json';
import { writeEndpointStatements } from '../statements/endpoint';
import { RegionDeny, writeRegionDenies } from '../statements/region-deny';
import { wrapStatements } from '../statements/size';

/** What an access is to allow. */
export interface AskedAccess {
  readonly modelIds: readonly string[];
  readonly region: string;
  readonly account?: string;
  readonly streaming: boolean;
  readonly projectId: string;
}

/** What an endpoint is to let through, and for whom. */
export interface AskedEndpoint extends AskedAccess {
  readonly principalArns: readonly string[];
}

/** What a Region deny is to allow and admit, and whom it exempts. */
export interface AskedRegionDeny extends RegionDeny {
  readonly exemptPrincipalArns: readonly string[];
}

/** Writes the documents of an access: one, or several where one managed policy is too small. */
export function writeAccessDocuments(asked: AskedAccess): DocumentJson[] {
  return splitAllows(listProfiles(asked), writeOptions(asked)).map(wrap);
}

/** Writes the policy of an endpoint that lets callers call these models, and nobody else anything. */
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

function listProfiles({ modelIds, region, account = UNSAID_ACCOUNT }: AskedAccess): AllowedProfile[] {
  const source = { partition: findPartition(region), region };
  return modelIds.map((modelId) => ({
    profileArn: writeInferenceProfileArn(source, account, writeGlobalProfileId(modelId)),
    sourceModelArn: writeModelArn(source, modelId),
    globalModelArn: writeModelArn({ ...source, region: '' }, modelId),
    sourceRegion: region,
  }));
}

function writeOptions({ region, account = UNSAID_ACCOUNT, streaming, projectId }: AskedAccess): AllowOptions {
  return { streaming, projectArn: writeProjectArn({ partition: findPartition(region), region }, account, projectId) };
}
