import { Leg } from './call';
import { LayerKind } from './layers';
import { Action } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { REGION_CODE } from '../facts/regions';

/** What AWS's text of an AccessDenied says. */
export interface AccessDenied {
  /** The caller's role or user, with the session taken off. */
  readonly principalArn?: string;
  readonly account?: string;
  /** Whether the caller is told by a session, which does not say the path of its role. */
  readonly withoutPath: boolean;
  readonly partition?: string;
  /** What kind of profile was called, where the text tells. */
  readonly profileKind?: 'an application' | 'a global' | 'a geographic';
  readonly action: string;
  readonly resource: string;
  readonly leg?: Leg['leg'];
  readonly modelId?: string;
  /** The Region in the resource's ARN; absent on the leg that has none. */
  readonly region?: string;
  readonly explicit: boolean;
  readonly layer?: NamedLayer;
  /** ARN of the policy that denies, where AWS names it. */
  readonly policyArn?: string;
  /** What the leg is, what is usually to blame, and what helps. */
  readonly meaning: string;
}

/** The layers that AWS names; of those beyond LayerKind no call of a model depends, so far as is known. */
export type NamedLayer = LayerKind | 'RESOURCE_CONTROL' | 'RESOURCE';

const LAYERS: readonly [RegExp, NamedLayer][] = [
  [/service control polic/i, 'SERVICE_CONTROL'],
  [/resource control polic/i, 'RESOURCE_CONTROL'],
  [/resource-based polic/i, 'RESOURCE'],
  [/permissions boundary/i, 'PERMISSIONS_BOUNDARY'],
  [/session polic/i, 'SESSION'],
  [/VPC endpoint polic/i, 'VPC_ENDPOINT'],
  [/identity-based polic/i, 'IDENTITY'],
];

/** Denials that no policy decides, and what helps. */
const OTHER_DENIALS: readonly [RegExp, string][] = [
  [/access to the model with the specified model ID/i,
    'The account has no access to the model yet, whatever its policies say: submit Anthropic\'s use-case form (in opt-in Regions such as af-south-1 once more), ' +
    'and let somebody with AWS Marketplace permissions make the first call.'],
  [/aws-marketplace:(ViewSubscriptions|Subscribe)/i,
    'The model is not subscribed in AWS Marketplace yet: let somebody with aws-marketplace:Subscribe and ViewSubscriptions make the first call. Roles that merely call need neither.'],
  [/account is not authorized to invoke this API/i,
    'This is about the account rather than a policy: new accounts may start with a quota of 0, and Anthropic\'s use-case form must have been submitted.'],
  [/on-demand throughput isn.t supported/i,
    'The model is called by its own ID, and is offered through inference profiles only: pass the global profile\'s ID, "global." and the model\'s ID.'],
];

/** What helps where a call fails for another reason than a policy; nothing where the text tells of none that is known. */
export function otherDenial(text: string): string | undefined {
  return OTHER_DENIALS.find(([pattern]) => pattern.test(text.replace(/\s+/g, ' ')))?.[1];
}

/** Reads the text of an AccessDenied, as SDKs and CloudTrail hand it on. Returns nothing where the text is not one. */
export function accessDenied(text: string): AccessDenied | undefined {
  const plain = text
    .replace(/&quot;|&#39;|[“”‘’«»]/g, '"')
    .replace(/^\s*>\s?/gm, '') // quoted in Markdown
    .replace(/\\"|[*`]{1,3}(?=[\w:])|(?<=\w)[*`]{1,3}(?!\w)/g, '"')
    .replace(/\s+/g, ' ');
  const denials = [...plain.matchAll(/not authorized to perform:? ["']?([\w-]+:\w+)["']?(?: on (?:the )?resource:? ["']?(arn:[^\s"',]+|\*))?/gi)];
  const [, action, resource] = denials.find(([, one]) => one.startsWith('bedrock')) ?? denials[0] ?? [];
  if (!action) {
    return undefined;
  }
  const arn = resource?.replace(/[.;)]+$/, '') ?? '*';
  const [, caller] = /User:? ["'`]?(arn:[^\s"'`]+)/i.exec(plain) ?? [];
  const [, partition, , region, , ...rest] = arn.split(':');
  const layer = LAYERS.find(([pattern]) => pattern.test(plain))?.[1];
  const [policyArn] = /arn:[\w-]+:organizations::[^\s"'`,)]+\/p-\w+/.exec(plain) ?? [];
  const leg = legOf(action, arn);
  const [, id] = /^(?:foundation-model|inference-profile)\/(.+)$/.exec(rest.join(':')) ?? [];
  const explicit = /explicit deny/i.test(plain);
  return {
    principalArn: /:\d{12}:/.test(caller ?? '') ? roleOf(caller!) : undefined,
    account: /^\d{12}$/.exec(caller?.split(':')[4] ?? '')?.[0],
    withoutPath: caller?.includes(':assumed-role/') ?? false,
    partition,
    profileKind: leg === 'PROFILE' ? profileKind(arn) : undefined,
    action,
    resource: arn,
    leg,
    modelId: id?.replace(/^[a-z]+(-[a-z]+)*\.(?=[a-z0-9-]+\.)/, ''),
    region: REGION_CODE.exec(region ?? '')?.[0],
    explicit,
    layer,
    policyArn,
    meaning: [legMeaning(leg, arn, action), leg ? blame(leg, layer, explicit, policyArn, arn) : '', modelHint(id)].filter(Boolean).join(' '),
  };
}

function legOf(action: string, arn: string): Leg['leg'] | undefined {
  const [, , service, region, , ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (action === Action.BEARER_TOKEN || action === Action.MANTLE_BEARER_TOKEN) {
    return 'BEARER_TOKEN';
  }
  if (service === 'bedrock-mantle') {
    return 'MANTLE_PROJECT';
  }
  if (service !== 'bedrock') {
    return undefined;
  }
  if (/^(application-)?inference-profile\//.test(resource)) {
    return 'PROFILE';
  }
  if (!resource.startsWith('foundation-model/')) {
    return undefined;
  }
  return region === '' ? 'GLOBAL_MODEL' : 'SOURCE_MODEL';
}

/** A session's ARN as that of its role, which conditions on `aws:PrincipalArn` see; the role's path is not in it. */
export function roleOf(arn: string): string {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role ? `arn:${partition}:iam::${account}:role/${role}` : arn;
}

function legMeaning(leg: Leg['leg'] | undefined, arn: string, action: string): string {
  switch (leg) {
    case 'GLOBAL_MODEL':
      return 'This is the third leg of a global call: the model without a Region, where aws:RequestedRegion is "unspecified".';
    case 'SOURCE_MODEL':
      return `This is a model in ${arn.split(':')[3]}: the second leg of a global call made there, a direct call, or a Region to which a geographic profile routed.`;
    case 'PROFILE':
      return `This is the first leg of a call through ${profileKind(arn)} inference profile: the profile itself.`;
    case 'MANTLE_PROJECT':
      return 'This is the bedrock-mantle endpoint, which has an IAM prefix, quotas and logs of its own; global profiles do not apply there.';
    case 'BEARER_TOKEN':
      return 'This is the use of a Bedrock API key, which is authorized besides the call itself.';
    default:
      return /^bedrock:Converse/i.test(action)
        ? `No IAM action is called ${action}: Converse is authorized as ${Action.INVOKE}, ConverseStream as ${Action.INVOKE_STREAMING}.`
        : 'This is no leg of a call of a model.';
  }
}

function profileKind(arn: string): 'an application' | 'a global' | 'a geographic' {
  if (arn.includes(':application-inference-profile/')) {
    return 'an application';
  }
  return arn.includes('/global.') ? 'a global' : 'a geographic';
}

const POLICIES: Record<NamedLayer, string> = {
  RESOURCE_CONTROL: 'resource control policies',
  RESOURCE: 'policy of the resource',
  IDENTITY: 'policies of the role',
  PERMISSIONS_BOUNDARY: 'permissions boundary',
  SESSION: 'session policy',
  VPC_ENDPOINT: 'policy of the VPC endpoint',
  SERVICE_CONTROL: 'service control policies',
};

function blame(leg: Leg['leg'], layer: NamedLayer | undefined, explicit: boolean, policyArn: string | undefined, arn: string): string {
  if (layer === 'SERVICE_CONTROL' && explicit) {
    const policy = policyArn ? `the service control policy ${policyArn.split('/').pop()!}` : 'a service control policy';
    return `The cause is ${policy}, and no policy of the role can help. ${SERVICE_CONTROL_CAUSES[leg] ?? ''}`.trim();
  }
  if (explicit) {
    return `The cause is a Deny in ${layer ? `the ${POLICIES[layer]}` : 'a policy that AWS does not name'}, usually one on aws:RequestedRegion.`;
  }
  if (layer && layer !== 'IDENTITY') {
    return `The ${POLICIES[layer]} must allow each leg, as the policies of the role must, and this one is not among what is allowed there.`;
  }
  if (leg === 'GLOBAL_MODEL') {
    return 'No policy of the role allows it: usually they lack the ARN without Region and account, or name a Region in aws:RequestedRegion.';
  }
  return leg === 'PROFILE' && profileKind(arn) === 'a geographic'
    ? 'No policy of the role allows it: a geographic profile needs the profile itself, and the model in the source Region and in every destination.'
    : 'No policy of the role allows it: usually one of the three statements is missing, or the action for streaming.';
}

const SERVICE_CONTROL_CAUSES: Readonly<Record<string, string>> = {
  GLOBAL_MODEL: 'Usually it is a Region deny, such as that of AWS Control Tower, since "unspecified" is in no list of Regions; or a deny that closes global inference on purpose. ' +
    'In a policy of your own, exempt the profile by ArnNotLike bedrock:InferenceProfileArn (a control of Control Tower must be replaced); "unspecified" in the list would open every model.',
  SOURCE_MODEL: 'Usually it is a Region deny that does not list this Region. If nobody chose the Region, a geographic profile routed there: all its destinations must be allowed.',
  PROFILE: 'Usually it approves models by NotResource and forgets the profiles, or it does not admit the Region of the call.',
};

function modelHint(id: string | undefined): string {
  const prefixed = id !== undefined && /^(global|[a-z]{2,4}|us-gov)\.(?=anthropic\.)/.exec(id);
  return prefixed && !KNOWN_MODELS.some(({ modelId }) => id.endsWith(modelId)) ? `This library does not list ${id.slice(prefixed[0].length)}.` : '';
}
