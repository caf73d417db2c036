import { Layer, PolicyLayer } from '../iam/layer';

/** The name of a level of an organization that was given no name. */
export const UNNAMED_LEVEL = 'organization';

/** Describes a layer, for the brackets after a policy's name: the layer's name, or what it is if it has none. */
export function describeLayer({ kind, name }: Layer): string {
  return kind === PolicyLayer.SERVICE_CONTROL && name === UNNAMED_LEVEL ? 'a service control policy' : name;
}
