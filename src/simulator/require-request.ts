import { Token } from 'aws-cdk-lib';
import { CallerOptions } from './invocation-request-options';
import { got } from '../checks/fail';
import { ConditionKey } from '../core/facts/iam-words';
import { REGION_CODE } from '../core/facts/regions';
import { PRIVATE_USE } from '../core/iam/glob';

/** Keys that follow from the call and its caller. */
const OWN_KEYS: string[] = [
  ConditionKey.REQUESTED_REGION, ConditionKey.INFERENCE_PROFILE_ARN, ConditionKey.PRINCIPAL_ARN, ConditionKey.PRINCIPAL_ACCOUNT,
].map((key) => key.toLowerCase());

/** Throws for a caller of whom no request can be decided. */
export function requireCaller({ account, sourceRegion, principalArn, contextKeys = {} }: CallerOptions): void {
  requireAccount('account', account);
  requireRegion('sourceRegion', sourceRegion, 'the Region in which the call is made');
  if (principalArn !== undefined) {
    requirePrincipal(account, principalArn);
  }
  for (const [key, values] of Object.entries(contextKeys)) {
    if (OWN_KEYS.includes(key.toLowerCase())) {
      refuse('contextKeys', 'must not hold a key that follows from the call or its caller', key, 'Choose the request, or set \'principalArn\', as you mean it');
    }
    if (!key.includes(':')) {
      refuse('contextKeys', 'must hold names with a prefix, such as "aws:SourceVpce"', key);
    }
    if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) {
      refuse(`contextKeys.${key}`, 'must be a list of strings, empty for a key that is absent', values, 'For example ["vpce-1"]');
    }
    values.forEach((value) => requireConcrete(`contextKeys.${key}`, value));
    if (values.some((value) => PRIVATE_USE.test(value))) {
      refuse(`contextKeys.${key}`, 'must hold no characters of Unicode\'s private use area', values);
    }
  }
}

/** Throws for a leg that only the deployment knows, as of a model whose ID is a token. */
export function requireConcreteLeg({ resource }: { readonly resource: string }): void {
  requireConcrete('model', resource);
}

export function requireAccount(name: string, account: string): string {
  requireConcrete(name, account);
  return typeof account === 'string' && /^\d{12}$/.test(account) ? account : refuse(name, 'must be 12 digits', account, 'For example "111122223333"');
}

export function requireProfileId(id: string): string {
  requireConcrete('applicationProfileId', id);
  return /^[\w-]+$/.test(id ?? '') ? id : refuse('applicationProfileId', 'must be the ID of an application inference profile', id, 'Of an ARN, take the part after the last "/"');
}

export function requireGeography(geography: string): string {
  requireConcrete('geography', geography);
  return /^(?!global$)[a-z]+(-[a-z]+)*$/.test(geography ?? '')
    ? geography
    : refuse('geography', 'must be the prefix of a geographic profile, such as "eu"', geography, 'For the global profile use globalProfile()');
}

export function requireDestinations(regions: string[]): string[] {
  if (!Array.isArray(regions) || regions.length === 0) {
    refuse('destinationRegions', 'must list the Regions to which the profile may route', regions, 'bedrock:GetInferenceProfile in the source Region tells them');
  }
  regions.forEach((region) => requireRegion('destinationRegions', region, 'a Region to which the profile may route'));
  return regions;
}

function requireRegion(name: string, region: string, meaning: string): void {
  requireConcrete(name, region);
  if (typeof region !== 'string' || !REGION_CODE.test(region)) {
    refuse(name, `must be the code of ${meaning}, such as "af-south-1"`, region);
  }
}

function requirePrincipal(account: string, arn: string): void {
  requireConcrete('principalArn', arn);
  const [, owner, identity] = /^arn:[^:]+:iam::(\d{12}):(root$|role\/.|user\/.)/.exec(arn)
    ?? refuse('principalArn', 'must be the ARN of a role or a user; for an assumed role that of the role itself', arn);
  if (owner !== account) {
    refuse('principalArn', `must belong to 'account' ${account}`, arn);
  }
  if (identity === 'root' || arn.includes(':role/aws-service-role/')) {
    refuse('principalArn', 'must not be the root user or a service-linked role, for which other rules hold', arn, 'Ask about a role or a user');
  }
}

function requireConcrete(name: string, value: string): void {
  if (Token.isUnresolved(value)) {
    refuse(name, 'must be concrete, since a request is decided at synthesis', String(value), 'Give the value that it will have');
  }
}

function refuse(name: string, rule: string, value: unknown, remedy?: string): never {
  throw new Error(`'${name}' ${rule}, ${got(value)}${remedy ? `. ${remedy}` : ''}`);
}
