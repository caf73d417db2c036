import { readOrganizationType } from './aws-output';
import { NoPolicy } from './no-policy';
import { Contents, Part, PolicyUse } from './part';
import { isObject, Json } from '../iam/document';
import { parseJson } from '../iam/json-text';

/** Whether it is a CloudFormation template: its resources have types. */
export function isTemplate({ Resources: resources }: Json): boolean {
  return isObject(resources) && Object.values(resources).some((resource) => isObject(resource) && typeof resource.Type === 'string');
}

/** Reads the policies of an organization in a template, or those of VPC endpoints. Throws NoPolicy if there are none. */
export function readTemplatePolicies({ Resources: resources }: Json, use: PolicyUse): Contents {
  if (use !== 'scp' && use !== 'endpoint') {
    throw new NoPolicy('is a CloudFormation template: explain --template FILE --role LOGICAL-ID reads the policies of one of its roles');
  }
  const notes: string[] = [];
  const wanted = use === 'scp' ? 'AWS::Organizations::Policy' : 'AWS::EC2::VPCEndpoint';
  const parts = Object.entries(resources as Json).flatMap(([id, resource]): Part[] => {
    if (!isObject(resource) || resource.Type !== wanted) {
      return [];
    }
    if (typeof resource.Condition === 'string') {
      notes.push(`${id} exists only under the condition '${resource.Condition}', and is read as if that were true`);
    }
    const properties = isObject(resource.Properties) ? resource.Properties : {};
    return use === 'scp' ? readOrganizationPolicy(id, properties, notes) : readEndpoint(id, properties);
  });
  if (parts.length === 0) {
    throw new NoPolicy(`is a CloudFormation template that holds no ${wanted}${notes.map((note) => `; ${note}`).join('')}${
      use === 'scp' ? '. For its roles: explain --template FILE --role LOGICAL-ID' : ''}`);
  }
  return { parts, notes };
}

function readOrganizationPolicy(id: string, { Type: type, Content: content }: Json, notes: string[]): Part[] {
  try {
    return [{ label: id, kind: isObject(type) ? 'scp' : readOrganizationType(type), document: readSubstituted(content) }];
  } catch (error) {
    notes.push(`${id} ${(error as Error).message}`);
    return [];
  }
}

/** Reads a document that is one text for Fn::Sub as one in which each text is for Fn::Sub: both mean the same. */
function readSubstituted(content: unknown): unknown {
  const template = isObject(content) ? content['Fn::Sub'] : undefined;
  if (typeof template !== 'string') {
    return content;
  }
  try {
    return substituteTexts(parseJson(template));
  } catch {
    throw new NoPolicy('is left out: Fn::Sub makes its document, which is not JSON before that');
  }
}

function substituteTexts(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('${') ? { 'Fn::Sub': value } : value;
  }
  if (Array.isArray(value)) {
    return value.map(substituteTexts);
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituteTexts(inner)])) : value;
}

function readEndpoint(id: string, { ServiceName: service, PolicyDocument: document }: Json): Part[] {
  const isOfBedrock = JSON.stringify(service ?? 'bedrock').includes('bedrock');
  return document === undefined || !isOfBedrock ? [] : [{ label: id, kind: 'endpoint', document }];
}
