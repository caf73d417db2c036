import { foldTexts } from './fold-texts';
import { References, Settled } from './references';
import { StackAt } from './stack-at';
import { TemplateResource } from './template-identities';
import { findPartition } from '../facts/regions';
import { isObject } from '../iam/document';
import { UNKNOWN_CLUSTER, UNKNOWN_ISSUER } from '../trust/admission';
import { OWN_ACCOUNT, OWN_REGION } from '../trust/decide-assumption';

const REFERENCES = ['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::GetStackOutput'];
const OIDC_PROVIDERS = ['AWS::IAM::OIDCProvider', 'Custom::AWSCDKOpenIdConnectProvider'];
const SAML_PROVIDER = 'AWS::IAM::SAMLProvider';
const ROLE = 'AWS::IAM::Role';
/** The resource that CDK creates for a condition key known only at deployment. */
const CFN_JSON = 'Custom::AWSCDKCfnJson';

/** Writes a trust policy with what the app tells about accounts, identity providers, roles and keys known only at deployment. */
export function settleTrust(references: References, stack: StackAt, value: unknown): unknown {
  const settled = settle(references, stack, value);
  const text = JSON.stringify(settled);
  // A provider and the keys of its tokens may have different forms: if one of them belongs to a cluster, both do.
  return text?.includes(UNKNOWN_CLUSTER) === true ? JSON.parse(text.replaceAll(UNKNOWN_ISSUER, UNKNOWN_CLUSTER)) : settled;
}

function settle(references: References, stack: StackAt, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => settle(references, stack, one));
  }
  if (!isObject(value)) {
    return value;
  }
  if (REFERENCES.some((name) => name in value)) {
    return settleReference(references, stack, value);
  }
  if ('Fn::Sub' in value) {
    const written = references.write(stack, value);
    return isObject(written) && Array.isArray(written['Fn::Sub'])
      ? foldTexts({ 'Fn::Sub': written['Fn::Sub'].map((one) => settle(references, stack, one)) }) : written;
  }
  const settled = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(references, stack, inner)]));
  return foldTexts(settled);
}

function settleReference(references: References, stack: StackAt, value: object): unknown {
  const end = references.follow(stack, value);
  if (!isObject(end.value) || !REFERENCES.some((name) => name in (end.value as object))) {
    return settle(references, end.stack, end.value);
  }
  return findPseudo(end) ?? findOfResource(references, end) ?? references.write(stack, value);
}

function findPseudo({ stack: { account, region }, value }: Settled): string | undefined {
  switch (isObject(value) ? value.Ref : undefined) {
    case 'AWS::AccountId':
      return account ?? OWN_ACCOUNT;
    case 'AWS::Region':
      return region ?? OWN_REGION;
    case 'AWS::Partition':
      return findPartition(region ?? OWN_REGION);
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    default:
      return undefined;
  }
}

/** The known ARN of a resource, or the text of a CfnJson. */
function findOfResource(references: References, { stack, value }: Settled): unknown {
  const { 'Ref': name, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
  const [id, path] = typeof name === 'string' ? [name] : Array.isArray(attribute) ? attribute.map(String) : String(attribute).split('.');
  const resource = stack.template.Resources?.[id];
  if (resource === undefined) {
    return undefined;
  }
  const arn = (rest: string) => `arn:${findPartition(stack.region ?? OWN_REGION)}:iam::${stack.account ?? OWN_ACCOUNT}:${rest}`;
  const { Type: type = '', Properties: properties } = resource;
  if (OIDC_PROVIDERS.includes(type)) {
    return arn(`oidc-provider/${readIssuer(references, stack, properties?.Url)}`);
  }
  if (type === SAML_PROVIDER) {
    return arn(`saml-provider/${typeof properties?.Name === 'string' ? properties.Name : id}`);
  }
  if (type === CFN_JSON && path === 'Value') {
    return readCfnJson(resource);
  }
  const isNamed = type === ROLE && path === 'Arn' && typeof properties?.RoleName === 'string';
  return isNamed ? arn(`role${readPath(properties.Path)}${properties.RoleName as string}`) : undefined;
}

function readPath(path: unknown): string {
  return typeof path === 'string' ? path : '/';
}

function readIssuer(references: References, stack: StackAt, url: unknown): string {
  const text = settle(references, stack, url);
  return typeof text === 'string' ? text.replace(/^https:\/\//, '') : nameIssuer(url);
}

/** A reference to the issuer of a cluster. */
function nameIssuer(url: unknown): string {
  return /OpenIdConnectIssuer/.test(JSON.stringify(url)) ? UNKNOWN_CLUSTER : UNKNOWN_ISSUER;
}

/** The text of a CfnJson, in which only the address of a provider is unknown, before its keys. */
function readCfnJson({ Properties: properties }: TemplateResource): unknown {
  const { 'Fn::Join': join } = isObject(properties?.Value) ? properties.Value : { 'Fn::Join': ['', [properties?.Value]] };
  if (!Array.isArray(join) || join[0] !== '' || !Array.isArray(join[1])) {
    return undefined;
  }
  const pieces = join[1].map((piece) => typeof piece === 'string' ? piece : nameIssuer(piece));
  const isKey = (index: number) => typeof join[1][index] === 'string' || /^:[\w-]+":/.test(String(pieces[index + 1]));
  if (!pieces.every((_, index) => isKey(index))) {
    return undefined;
  }
  try {
    return JSON.parse(pieces.join(''));
  } catch {
    return undefined;
  }
}
