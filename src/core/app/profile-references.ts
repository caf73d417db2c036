import { CUSTOM_PROFILE } from './custom-types';
import { Resources, TemplateResource } from './template-identities';
import { NATIVE_PROFILE, NATIVE_PROFILE_REFERENCES, ProfileReferences } from '../facts/application-profiles';
import { isObject, Json } from '../iam/document';
import { readIntrinsic } from '../iam/intrinsics';

/** The references that return an application profile, by resource type. */
export const PROFILE_REFERENCES: Readonly<Record<string, ProfileReferences>> = {
  [CUSTOM_PROFILE]: { arn: ['Ref'], id: [] },
  [NATIVE_PROFILE]: NATIVE_PROFILE_REFERENCES,
};

/** A reference to an application profile of the same template. */
export interface ProfileReference {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  /** What it returns. An ID identifies the profile only inside an ARN. */
  readonly gives: 'arn' | 'id';
}

/** Finds the application profile of a `Ref` or `Fn::GetAtt`. */
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

/** The Region of a template's application profile. CloudFormation's own type uses the Region of the stack. */
export function readProfileRegion({ Properties: given = {} }: TemplateResource): unknown {
  return given.Region ?? { Ref: 'AWS::Region' };
}

/** Writes the ARN of a template's application profile; as a CloudFormation function if only the deployment knows a part. */
export function writeProfileArn(id: string, { region, account }: { readonly region: unknown; readonly account?: string }): Json {
  const owner = account ?? { Ref: 'AWS::AccountId' };
  const parts = ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:', region, ':', owner, `:application-inference-profile/${id}`];
  return { 'Fn::Join': ['', parts] };
}

/** Names a profile by the path of its construct. */
export function nameProfile(path: string): string {
  return path.replace(/(?:\/Resource)?(?:\/Default)?$/, '');
}

/** The source of an application profile in its resource. */
export function readCopyFrom({ Type: type, Properties: given = {} }: TemplateResource): unknown {
  const { ModelSource: source } = given;
  return type === CUSTOM_PROFILE ? given.CopyFrom : isObject(source) ? source.CopyFrom : undefined;
}

/** The source of an application profile: a model's global profile, something else, or unknown. */
export type ProfileSource = { readonly kind: 'global'; readonly modelId: string } | { readonly kind: 'other' | 'unknown' };

const GLOBAL = /:inference-profile\/global\.([a-z0-9.:-]*[a-z0-9])$/;
const OTHER = /(?::inference-profile\/(?!global\.)[a-z-]+\.|:foundation-model\/)[a-z]/;
/** Stands for a text known only at deployment. */
const UNKNOWN = '?';
/** Stands for a part of an ARN that does not matter. */
const PLACE = { account: UNKNOWN, region: UNKNOWN, partition: UNKNOWN };

/** Finds the source in an ARN, which may be in pieces. A source that a condition chooses is known if both choices are the same. */
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
