import { CUSTOM_PROFILE } from './custom-types';
import { Resources, TemplateResource } from './template-identities';
import { NATIVE_PROFILE, NATIVE_PROFILE_REFERENCES, ProfileReferences } from '../facts/application-profiles';
import { isObject, Json } from '../iam/document';
import { readIntrinsic } from '../iam/intrinsics';

/** How templates refer to application profiles, by the types of their resources. */
export const PROFILE_REFERENCES: Readonly<Record<string, ProfileReferences>> = {
  [CUSTOM_PROFILE]: { arn: ['Ref'], id: [] },
  [NATIVE_PROFILE]: NATIVE_PROFILE_REFERENCES,
};

/** A reference to an application profile of the same template. */
export interface ProfileReference {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  /** What it gives: an ID only says which profile is meant where it stands in an ARN. */
  readonly gives: 'arn' | 'id';
}

/** Finds the application profile to which a `Ref` or `Fn::GetAtt` leads. */
export function findProfileReference(resources: Resources | undefined, value: unknown): ProfileReference | undefined {
  const { 'Ref': name, 'Fn::GetAtt': attribute } = isObject(value) ? value : {} as Json;
  const [logicalId, by] = typeof name === 'string' ? [name, 'Ref'] : splitAttribute(attribute);
  const resource = resources?.[logicalId];
  const known = resource && Object.hasOwn(PROFILE_REFERENCES, resource.Type) ? PROFILE_REFERENCES[resource.Type] : undefined;
  const gives = known?.arn.includes(by) ? 'arn' : known?.id.includes(by) ? 'id' : undefined;
  return resource && gives && { logicalId, resource, gives };
}

function splitAttribute(attribute: unknown): readonly [string, string] {
  const [id = '', ...path] = Array.isArray(attribute) ? attribute.map(String) : String(attribute ?? '').split('.');
  return [id, path.join('.')];
}

/** The Region in which a template makes an application profile; a resource of CloudFormation's own type is in its stack's. */
export function readProfileRegion({ Properties: given = {} }: TemplateResource): unknown {
  return given.Region ?? { Ref: 'AWS::Region' };
}

/** Writes the ARN of a template's application profile: where only the deployment knows a part, as a function of CloudFormation. */
export function writeProfileArn(id: string, { region, account }: { readonly region: unknown; readonly account?: string }): Json {
  const owner = account ?? { Ref: 'AWS::AccountId' };
  const parts = ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:', region, ':', owner, `:application-inference-profile/${id}`];
  return { 'Fn::Join': ['', parts] };
}

/** Names a profile by its construct, as people know it. */
export function nameProfile(path: string): string {
  return path.replace(/(?:\/Resource)?(?:\/Default)?$/, '');
}

/** What an application profile copies, as its resource says it. */
export function readCopyFrom({ Type: type, Properties: given = {} }: TemplateResource): unknown {
  const { ModelSource: source } = given;
  return type === CUSTOM_PROFILE ? given.CopyFrom : isObject(source) ? source.CopyFrom : undefined;
}

/** What application profiles are copied from: a model's global profile, something else, or what nobody knows. */
export type ProfileSource = { readonly kind: 'global'; readonly modelId: string } | { readonly kind: 'other' | 'unknown' };

const GLOBAL = /:inference-profile\/global\.([a-z0-9.:-]*[a-z0-9])$/;
const OTHER = /(?::inference-profile\/(?!global\.)[a-z-]+\.|:foundation-model\/)[a-z]/;
/** Stands for what only the deployment knows. */
const UNKNOWN = '?';
/** A part of an ARN that is not looked at. */
const PLACE = { account: UNKNOWN, region: UNKNOWN, partition: UNKNOWN };

/** Finds what is copied in an ARN, which may be in pieces: what a condition chooses is known where it is the same both ways. */
export function findSource(copyFrom: unknown): ProfileSource {
  const ways = isObject(copyFrom) ? copyFrom['Fn::If'] : undefined;
  if (Array.isArray(ways)) {
    const [one, ...others] = ways.slice(1).map(findSource);
    return one && others.every((other) => JSON.stringify(other) === JSON.stringify(one)) ? one : { kind: 'unknown' };
  }
  const parts = readIntrinsic(copyFrom ?? '', { variables: false, environment: PLACE });
  const text = parts.map((part) => typeof part === 'string' ? part : UNKNOWN).join('');
  const [, modelId] = GLOBAL.exec(text) ?? [];
  return modelId !== undefined ? { kind: 'global', modelId } : { kind: OTHER.test(text) ? 'other' : 'unknown' };
}
