import { foldTexts } from './fold-texts';
import {
  findProfileReference, findSource, nameProfile, PROFILE_REFERENCES,
  readCopyFrom, readProfileRegion, writeProfileArn,
} from './profile-references';
import { requireResources, Resources, Template } from './template-identities';
import { standInForProfile } from '../facts/application-profiles';
import { isObject } from '../iam/document';

/** An application profile that a template creates. */
export interface TemplateProfile {
  /** The stand-in for its ID. */
  readonly id: string;
  readonly logicalId: string;
  /** The path of its construct, or its logical ID. */
  readonly name: string;
  /** The model whose global profile it copies, if the template says so. */
  readonly modelId?: string;
  /** Whether it copies something else. */
  readonly isOther: boolean;
}

/** Lists the application profiles that a template creates. */
export function listTemplateProfiles(template: Template): TemplateProfile[] {
  const made = Object.entries(requireResources(template)).filter(([, { Type: type }]) => Object.hasOwn(PROFILE_REFERENCES, type));
  return made.map(([logicalId, resource]) => {
    const path = resource.Metadata?.['aws:cdk:path'];
    const source = findSource(readCopyFrom(resource));
    return {
      id: standInForProfile(logicalId),
      logicalId,
      name: typeof path === 'string' ? nameProfile(path) : logicalId,
      ...source.kind === 'global' && { modelId: source.modelId },
      isOther: source.kind === 'other',
    };
  });
}

/** Replaces references to a template's application profiles with ARNs that have stand-ins for the IDs. */
export function writeTemplateProfiles(template: Template, document: unknown): unknown {
  const resources = requireResources(template);
  const isMade = Object.values(resources).some(({ Type: type }) => Object.hasOwn(PROFILE_REFERENCES, type));
  return isMade ? write(resources, document, false) : document;
}

function write(resources: Resources, value: unknown, isPart: boolean): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => write(resources, one, isPart));
  }
  if (!isObject(value)) {
    return value;
  }
  const found = writeReference(resources, value, isPart);
  return found ?? foldTexts(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'Fn::Sub'
    ? writeSub(resources, inner) : write(resources, inner, isPart || key === 'Fn::Join')])));
}

/** The ARN or ID of a reference; `undefined` for other values, and for an ID outside of an ARN. */
function writeReference(resources: Resources, value: unknown, isPart: boolean): unknown {
  const profile = findProfileReference(resources, value);
  if (profile === undefined || (profile.gives === 'id' && !isPart)) {
    return undefined;
  }
  const id = standInForProfile(profile.logicalId);
  return profile.gives === 'id' ? id : writeProfileArn(id, { region: readProfileRegion(profile.resource) });
}

function writeSub(resources: Resources, given: unknown): unknown {
  const [text, values]: unknown[] = Array.isArray(given) ? given : [given, {}];
  if (typeof text !== 'string' || !isObject(values)) {
    return given;
  }
  const named = [...text.matchAll(/\$\{([^}!][^}]*)\}/g)].flatMap(([, name]) => {
    const found = Object.hasOwn(values, name) ? undefined
      : writeReference(resources, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, true);
    return found === undefined ? [] : [[name, found] as const];
  });
  return named.length === 0 && !Array.isArray(given) ? given
    : [text, { ...write(resources, values, true) as object, ...Object.fromEntries(named) }];
}
