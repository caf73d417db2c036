import { OTHER_ACTIONS } from '../../facts/other-actions';

/** A statement that allows one action, as JSON. */
export interface Grant {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: string;
}

/** Writes the statement that allows an action on a resource: as the error names it, with `*` for what is masked. */
export function writeGrant(action: string, resource = '*'): Grant {
  const isNone = OTHER_ACTIONS[action]?.takesNoResource === true || !resource.startsWith('arn:');
  return { Effect: 'Allow', Action: action, Resource: isNone ? '*' : unmask(resource) };
}

/** An ARN whose account somebody blotted out must match the real one. */
function unmask(arn: string): string {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  const known = account === undefined || /^(\d{12}|aws)?$/.test(account) ? account : '*';
  return [prefix, partition, service, /^[a-z0-9-]{0,30}$/.test(region) ? region : '*', known, ...rest].join(':');
}
