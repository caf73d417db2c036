import { AssumeAction } from '../../facts/assume-role';
import { Action, isInvocation } from '../../facts/iam-words';
import { findKnownModel } from '../../facts/known-models';
import { parseProfileId } from '../../facts/model-ids';
import { OTHER_ACTIONS } from '../../facts/other-actions';
import { PolicyLayer } from '../../iam/layer';
import { InvocationLeg } from '../leg';

/** What kind of profile a text tells of. */
export type ProfileKind = 'an application' | 'a global' | 'a geographic';

/** The layers that AWS names; of those beyond PolicyLayer no call of a model depends, so far as is known. */
export type NamedLayer = PolicyLayer | 'RESOURCE_CONTROL' | 'RESOURCE';

/** What the text of a denial says. */
export interface Denial {
  readonly action: string;
  readonly resource: string;
  readonly leg?: InvocationLeg;
  readonly profileKind: ProfileKind;
  readonly explicit?: boolean;
  readonly layer?: NamedLayer;
  readonly policyArn?: string;
  /** The Region from which the call came, where it is another than the resource's. */
  readonly sourceRegion?: string;
  /** Whether the text names the resource. */
  readonly namesResource: boolean;
}

/** Says what was denied, what is usually to blame, and what helps. */
export function describeDenial(denial: Denial, id: string | undefined): string {
  const cause = denial.leg ? describeCause(denial, denial.leg) : describeOtherCause(denial);
  const sentences = [describeLeg(denial), cause, describeModel(id)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function describeLeg(denial: Denial): string {
  const { leg, action, resource, profileKind, sourceRegion } = denial;
  switch (leg) {
    case InvocationLeg.DESTINATION_MODEL:
      return `This is the model in ${resource.split(':')[3]}, to which a geographic profile routed a call that was made in ` +
        `${sourceRegion}.`;
    case InvocationLeg.GLOBAL_MODEL:
      return 'This is the third leg of a global call: the model without a Region, where aws:RequestedRegion is "unspecified".';
    case InvocationLeg.SOURCE_MODEL:
      return `This is a model in ${resource.split(':')[3]}: the second leg of a global call made there, a direct call, or a Region to ` +
        'which a geographic profile routed.';
    case InvocationLeg.PROFILE:
      return `This is the first leg of a call through ${profileKind} inference profile: the profile itself.`;
    case InvocationLeg.PROJECT:
      return 'This is the project of a call, the authorization that AWS announced in November 2026: a call needs its action on the ' +
        'project too, by default project/default in the source Region. This denial shows that AWS asks for it here.';
    case InvocationLeg.MANTLE_PROJECT:
      return 'This is the bedrock-mantle endpoint, which has an IAM prefix, quotas and logs of its own; global profiles do not apply ' +
        'there.';
    case InvocationLeg.BEARER_TOKEN:
      return 'This is the use of a Bedrock API key, which is authorized besides the call itself.';
    default:
      return /^bedrock:Converse/i.test(action)
        ? `No IAM action is called ${action}: Converse is authorized as ${Action.INVOKE}, ConverseStream as ${Action.INVOKE_STREAMING}.`
        : describeOtherAction(denial);
  }
}

/** Says what an action is that is no leg, or that a call of a model was denied of which the text does not say the leg. */
function describeOtherAction({ action, resource, namesResource }: Denial): string {
  if (isInvocation(action)) {
    return `This is ${action}, a call of a model, but the text does not name what it was denied on, so not which leg of the call it was. ` +
      'The whole message of the error says it.';
  }
  const [service] = action.split(':');
  const purpose = OTHER_ACTIONS[action]?.purpose;
  const kind = service === 'bedrock' || purpose !== undefined ? '' : ', an action of another service';
  return `This is ${action}${namesResource ? ` on ${resource}` : ''}${kind}: no leg of a call of a model.` +
    (purpose === undefined ? '' : ` It ${purpose}.`);
}

/** Whether an action assumes a role, or belongs to that: the role's trust policy decides it too. */
function isAssumption(action: string): boolean {
  return Object.values<string>(AssumeAction).includes(action);
}

/** Whether somebody asks with a token or an assertion, so that no policy of theirs is asked. */
export function isFederatedAssumption(action: string): boolean {
  return action === AssumeAction.WITH_WEB_IDENTITY || action === AssumeAction.WITH_SAML;
}

/** Why an action that is no leg was denied, and what helps. */
function describeOtherCause({ action, layer, explicit, policyArn }: Denial): string {
  const policy = policyArn === undefined ? '' : ` ${policyArn}`;
  if (explicit) {
    return layer === PolicyLayer.SERVICE_CONTROL
      ? `The cause is a Deny in a service control policy${policy}, and no policy of the role can help.`
      : `The cause is a Deny in ${layer ? `the ${POLICIES[layer]}${policy}` : 'a policy that AWS does not name'}: no grant helps ` +
        'before it goes.';
  }
  if (isInvocation(action)) {
    return '';
  }
  if (isFederatedAssumption(action)) {
    return 'The trust policy of the role decides it alone: it must name the identity provider for this action, with conditions that the ' +
      'token fulfils, such as its "sub" and "aud". A pattern stands under StringLike, and the case of letters counts. No grant helps.';
  }
  const trust = isAssumption(action) ? ' The trust policy of the role must name the caller too.' : '';
  const where = layer && layer !== PolicyLayer.IDENTITY ? `The ${POLICIES[layer]} must allow it too. ` : '';
  const why = OTHER_ACTIONS[action]?.takesNoResource ? ' AWS gives this action no resource, so the statement says "*".' : '';
  return `${where}Grant it as a statement of its own, beside those for calls.${trust}${why}`;
}

const POLICIES: Record<NamedLayer, string> = {
  RESOURCE_CONTROL: 'resource control policies',
  RESOURCE: 'policy of the resource',
  [PolicyLayer.IDENTITY]: 'policies of the role',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: 'permissions boundary',
  [PolicyLayer.SESSION]: 'session policy',
  [PolicyLayer.VPC_ENDPOINT]: 'policy of the VPC endpoint',
  [PolicyLayer.SERVICE_CONTROL]: 'service control policies',
};

/** Why service control policies usually deny a leg. */
const SERVICE_CONTROL_CAUSES: Partial<Record<InvocationLeg, string>> = {
  [InvocationLeg.GLOBAL_MODEL]: 'Usually it is a Region deny, such as that of AWS Control Tower, since "unspecified" is in no list of ' +
    'Regions; or a deny that closes global inference on purpose. In a policy of your own, exempt the profile by ArnNotLike ' +
    'bedrock:InferenceProfileArn (a control of Control Tower must be replaced); "unspecified" in the list would open every model.',
  [InvocationLeg.SOURCE_MODEL]: 'Usually it is a Region deny that does not list this Region. If nobody chose the Region, a geographic ' +
    'profile routed there: all its destinations must be allowed.',
  [InvocationLeg.DESTINATION_MODEL]: 'Usually it is a Region deny that does not list this Region: all destinations of a geographic ' +
    'profile must be allowed. A global profile needs none of them.',
  [InvocationLeg.PROJECT]: 'Usually it approves models and profiles by NotResource, and does not name the project yet: add it there, ' +
    'such as "arn:*:bedrock:*:*:project/default".',
  [InvocationLeg.PROFILE]: 'Usually it approves models by NotResource and forgets the profiles, or it denies such profiles on ' +
    'purpose, or does not admit the Region of the call.',
};

function describeCause({ layer, explicit, policyArn, profileKind }: Denial, leg: InvocationLeg): string {
  const named = policyArn === undefined ? '' : ` (${policyArn})`;
  if (layer === PolicyLayer.SERVICE_CONTROL && explicit) {
    const policy = policyArn ? `the service control policy ${policyArn.split('/').pop()!}` : 'a service control policy';
    return `The cause is ${policy}, and no policy of the role can help. ${SERVICE_CONTROL_CAUSES[leg] ?? ''}`.trim();
  }
  if (explicit) {
    const where = layer ? `the ${POLICIES[layer]}${named}` : 'a policy that AWS does not name';
    // On the profile's own leg aws:RequestedRegion is the caller's own Region.
    return leg === InvocationLeg.PROFILE
      ? `The cause is a Deny in ${where}: usually it denies such profiles on purpose, or does not admit the Region of the call.`
      : `The cause is a Deny in ${where}, usually one on aws:RequestedRegion.`;
  }
  if (explicit === undefined) {
    return 'The error does not say whether a policy denies it or none allows it.';
  }
  if (layer && layer !== PolicyLayer.IDENTITY) {
    return `The ${POLICIES[layer]}${named} must allow each leg, as the policies of the role must, and this one is not among what is ` +
      'allowed there.';
  }
  if (leg === InvocationLeg.PROJECT) {
    return 'No policy of the role allows it: usually they were written before the announcement, or for another project. Add the ARN to ' +
      'the statement that allows the profile; GlobalClaudeAccess writes the one of its `project`.';
  }
  if (leg === InvocationLeg.GLOBAL_MODEL) {
    return 'No policy of the role allows it: usually they lack the ARN without Region and account, or name a Region in ' +
      'aws:RequestedRegion.';
  }
  return leg === InvocationLeg.PROFILE ? describeProfileCause(profileKind)
    : 'No policy of the role allows it: usually one of the three statements is missing, or the action for streaming.';
}

function describeProfileCause(profileKind: ProfileKind): string {
  switch (profileKind) {
    case 'an application':
      return 'No policy of the role allows it: usually they name the model\'s own profile, which is another resource, or the action for ' +
        'streaming is missing. GlobalClaudeAccess takes application profiles as `applicationProfiles`.';
    case 'a geographic':
      return 'No policy of the role allows it: a geographic profile needs the profile itself, and the model in the source Region and in ' +
        `every destination. ${UNTOLD_CLIENT}`;
    case 'a global':
      return 'No policy of the role allows it: usually one of the three statements is missing, or the action for streaming. ' +
        UNTOLD_CLIENT;
  }
}

const UNTOLD_CLIENT = 'If the role is to call through something else, such as a team\'s application profile, the client was not told so ' +
  'for all that it calls: clientSettings() of the access writes its settings.';

function describeModel(id: string | undefined): string {
  const { prefix, modelId } = parseProfileId(id ?? '');
  const isOfAnthropic = prefix !== undefined && modelId.startsWith('anthropic.');
  return isOfAnthropic && !findKnownModel(modelId) ? `This library does not list ${modelId}.` : '';
}
