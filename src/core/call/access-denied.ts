import { describeDenial, NamedLayer, ProfileKind } from './denial-meaning';
import { InvocationLeg } from './leg';
import { Action, INVOKE_ACTIONS } from '../facts/iam-words';
import { parseProfileId } from '../facts/model-ids';
import { REGION_CODE } from '../facts/regions';
import { PolicyLayer } from '../iam/layer';

/** What AWS's text of an AccessDenied says. */
export interface AccessDenied {
  /** The caller's role or user, with the session taken off. */
  readonly principalArn?: string;
  readonly account?: string;
  /** Whether the text names a session, which does not say the path of its role. */
  readonly withoutPath: boolean;
  readonly partition?: string;
  /** What kind of profile was called, where the text tells. */
  readonly profileKind?: ProfileKind;
  readonly action: string;
  readonly resource: string;
  readonly leg?: InvocationLeg;
  readonly modelId?: string;
  readonly projectId?: string;
  /** The Region in the resource's ARN; absent on the leg that has none. */
  readonly region?: string;
  readonly explicit: boolean;
  readonly layer?: NamedLayer;
  /** ARN of the policy that denies, where AWS names it. */
  readonly policyArn?: string;
  /** What the leg is, what is usually to blame, and what helps. */
  readonly meaning: string;
}

const LAYERS: readonly [RegExp, NamedLayer][] = [
  [/service control polic/i, PolicyLayer.SERVICE_CONTROL],
  [/resource control polic/i, 'RESOURCE_CONTROL'],
  [/resource-based polic/i, 'RESOURCE'],
  [/permissions boundary/i, PolicyLayer.PERMISSIONS_BOUNDARY],
  [/session polic/i, PolicyLayer.SESSION],
  [/VPC endpoint polic/i, PolicyLayer.VPC_ENDPOINT],
  [/identity-based polic/i, PolicyLayer.IDENTITY],
];

/** The action, and the resource that may follow it. */
const DENIAL = new RegExp([
  'not authorized to perform:? ["\']?([\\w-]+:\\w+)["\']?',
  '(?: on (?:the )?resource:? ["\']?(arn:[^\\s"\',]+|\\*))?',
].join(''), 'gi');

/** Reads the text of an AccessDenied, as SDKs and CloudTrail hand it on. Returns nothing where the text is not one. */
export function parseAccessDenied(text: string): AccessDenied | undefined {
  const plain = simplify(text);
  const denials = [...plain.matchAll(DENIAL)];
  const [, action, resource] = denials.find(([, denied]) => denied.startsWith('bedrock')) ?? denials[0] ?? [];
  if (!action) {
    return undefined;
  }
  const arn = resource?.replace(/[.;)]+$/, '') ?? '*';
  const [, caller = ''] = /User:? ["'`]?(arn:[^\s"'`]+)/i.exec(plain) ?? [];
  const [, partition, , region = '', , ...rest] = arn.split(':');
  const [policyArn] = /arn:[\w-]+:organizations::[^\s"'`,)]+\/p-\w+/.exec(plain) ?? [];
  const [, id] = /^(?:foundation-model|inference-profile)\/(.+)$/.exec(rest.join(':')) ?? [];
  const [, projectId] = /^project\/(.+)$/.exec(rest.join(':')) ?? [];
  const denial = {
    action,
    resource: arn,
    leg: findLeg(action, arn),
    profileKind: findProfileKind(arn),
    explicit: /explicit deny/i.test(plain),
    layer: LAYERS.find(([pattern]) => pattern.test(plain))?.[1],
    policyArn,
  };
  return {
    ...denial,
    profileKind: denial.leg === InvocationLeg.PROFILE ? denial.profileKind : undefined,
    principalArn: /:\d{12}:/.test(caller) ? findRole(caller) : undefined,
    account: /^\d{12}$/.exec(caller.split(':')[4] ?? '')?.[0],
    withoutPath: caller.includes(':assumed-role/'),
    partition,
    modelId: id === undefined ? undefined : parseProfileId(id).modelId,
    projectId: denial.leg === InvocationLeg.PROJECT ? projectId : undefined,
    region: REGION_CODE.exec(region)?.[0],
    meaning: describeDenial(denial, id),
  };
}

/** Removes the marks with which the text was quoted on its way. */
function simplify(text: string): string {
  return text
    .replace(/&quot;|&#39;|[“”‘’«»]/g, '"')
    .replace(/^\s*>\s?/gm, '') // quoted in Markdown
    .replace(/\\"|[*`]{1,3}(?=[\w:])|(?<=\w)[*`]{1,3}(?!\w)/g, '"')
    .replace(/\s+/g, ' ');
}

function findLeg(action: string, arn: string): InvocationLeg | undefined {
  const [, , service, region, , ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (action === Action.BEARER_TOKEN || action === Action.MANTLE_BEARER_TOKEN) {
    return InvocationLeg.BEARER_TOKEN;
  }
  if (service === 'bedrock-mantle') {
    return InvocationLeg.MANTLE_PROJECT;
  }
  if (service !== 'bedrock') {
    return undefined;
  }
  if (/^(application-)?inference-profile\//.test(resource)) {
    return InvocationLeg.PROFILE;
  }
  if (resource.startsWith('project/') && INVOKE_ACTIONS.includes(action)) {
    return InvocationLeg.PROJECT;
  }
  if (!resource.startsWith('foundation-model/')) {
    return undefined;
  }
  return region === '' ? InvocationLeg.GLOBAL_MODEL : InvocationLeg.SOURCE_MODEL;
}

/** Finds the role of a session, whose ARN conditions on `aws:PrincipalArn` see; the role's path is not in the session's. */
export function findRole(arn: string): string {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role ? `arn:${partition}:iam::${account}:role/${role}` : arn;
}

function findProfileKind(arn: string): ProfileKind {
  if (arn.includes(':application-inference-profile/')) {
    return 'an application';
  }
  return arn.includes('/global.') ? 'a global' : 'a geographic';
}
