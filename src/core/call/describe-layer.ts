import { Layer, PolicyLayer } from '../iam/layer';

/** The name of a level of an organization that nobody named. */
export const UNNAMED_LEVEL = 'organization';

/** Describes a layer, as texts put it in brackets behind a policy: its name, or what it is where nobody gave it one. */
export function describeLayer({ kind, name }: Layer): string {
  return kind === PolicyLayer.SERVICE_CONTROL && name === UNNAMED_LEVEL ? 'a service control policy' : name;
}
