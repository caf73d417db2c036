import { AssumeAction } from '../../facts/assume-role';
import { Action, isInvocation } from '../../facts/iam-words';
import { findKnownModel } from '../../facts/known-models';
import { parseProfileId } from '../../facts/model-ids';
import { OTHER_ACTIONS } from '../../facts/other-actions';
import { PolicyLayer } from '../../iam/layer';
import { InvocationLeg } from '../leg';

/** The kind of profile that a text is about. */
export type ProfileKind = 'an application' | 'a global' | 'a geographic';

/** The layers that AWS names. No call of a model is known to depend on those beyond PolicyLayer. */
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
  /** The Region from which the call came, if it is not the resource's. */
  readonly sourceRegion?: string;
  /** Whether the text names the resource. */
  readonly namesResource: boolean;
}

/** Says what was denied, the usual cause, and what helps. */
export function describeDenial(denial: Denial, id: string | undefined): string {
  const cause = denial.leg ? describeCause(denial, denial.leg) : describeOtherCause(denial);
  const sentences = [describeLeg(denial), cause, describeModel(id)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function describeLeg(denial: Denial): string {
  const { leg, action, resource, profileKind, sourceRegion } = denial;
  switch (leg) {
    case InvocationLeg.DESTINATION_MODEL:
      return `AWS denied the model in ${resource.split(':')[3]}, to which a geographic profile routed a call from ` +
        `${sourceRegion}.`;
    case InvocationLeg.GLOBAL_MODEL:
      return 'AWS denied the third leg of a global call: the model without a Region, where aws:RequestedRegion is "unspecified".';
    case InvocationLeg.SOURCE_MODEL:
      return `AWS denied a model in ${resource.split(':')[3]}. It is the second leg of a global call from there, a direct call, ` +
        'or a Region to which a geographic profile routed.';
    case InvocationLeg.PROFILE:
      return `AWS denied the first leg of a call through ${profileKind} inference profile: the profile itself.`;
    case InvocationLeg.PROJECT:
      return 'AWS denied the project of a call, the authorization that AWS announced in November 2026. A call needs its action on the ' +
        'project too, by default project/default in the source Region. This denial shows that AWS enforces it here.';
    case InvocationLeg.MANTLE_PROJECT:
      return 'AWS denied the bedrock-mantle endpoint. It has its own IAM prefix, quotas and logs, and global profiles do not ' +
        'apply there.';
    case InvocationLeg.BEARER_TOKEN:
      return 'AWS denied the use of a Bedrock API key, which is authorized in addition to the call.';
    default:
      return /^bedrock:Converse/i.test(action)
        ? `There is no IAM action ${action}: Converse is authorized as ${Action.INVOKE}, ConverseStream as ${Action.INVOKE_STREAMING}.`
        : describeOtherAction(denial);
  }
}

/** Describes an action that is not a leg, or a call of a model whose leg the text does not name. */
function describeOtherAction({ action, resource, namesResource }: Denial): string {
  if (isInvocation(action)) {
    return `The denied action is ${action}, a call to a model. The text does not name the resource, so the leg is unknown. ` +
      'Give the whole error message.';
  }
  const [service] = action.split(':');
  const purpose = OTHER_ACTIONS[action]?.purpose;
  const kind = service === 'bedrock' || purpose !== undefined ? '' : ', an action of another service';
  return `The denied action is ${action}${namesResource ? ` on ${resource}` : ''}${kind}. It is not a leg of a call to a model.` +
    (purpose === undefined ? '' : ` It ${purpose}.`);
}

/** Whether an action assumes a role, or belongs to assuming one: the role's trust policy decides it too. */
function isAssumption(action: string): boolean {
  return Object.values<string>(AssumeAction).includes(action);
}

/** Whether the caller comes with a token or an assertion, so that no policy of the caller decides. */
export function isFederatedAssumption(action: string): boolean {
  return action === AssumeAction.WITH_WEB_IDENTITY || action === AssumeAction.WITH_SAML;
}

/** Why an action that is not a leg was denied, and what helps. */
function describeOtherCause({ action, layer, explicit, policyArn }: Denial): string {
  const policy = policyArn === undefined ? '' : ` ${policyArn}`;
  if (explicit) {
    return layer === PolicyLayer.SERVICE_CONTROL
      ? `A Deny in a service control policy${policy} denies it, and none of the role's policies can override that.`
      : `A Deny in ${layer ? `the ${POLICIES[layer]}${policy}` : 'a policy that AWS does not name'} denies it. No grant helps ` +
        'until that Deny is changed.';
  }
  if (isInvocation(action)) {
    return '';
  }
  if (isFederatedAssumption(action)) {
    return 'Only the trust policy of the role decides this. It must name the identity provider for this action, with conditions that the ' +
      'token meets, such as its "sub" and "aud". A pattern needs StringLike, and upper and lower case matter. No grant helps.';
  }
  const trust = isAssumption(action) ? ' The trust policy of the role must name the caller too.' : '';
  const where = layer && layer !== PolicyLayer.IDENTITY ? `The ${POLICIES[layer]} must allow it too. ` : '';
  const why = OTHER_ACTIONS[action]?.takesNoResource ? ' AWS defines no resource for this action, so the statement says "*".' : '';
  return `${where}Grant it in a statement of its own, not in those for calls.${trust}${why}`;
}

const POLICIES: Record<NamedLayer, string> = {
  RESOURCE_CONTROL: 'resource control policies',
  RESOURCE: 'resource policy',
  [PolicyLayer.IDENTITY]: 'role\'s policies',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: 'permissions boundary',
  [PolicyLayer.SESSION]: 'session policy',
  [PolicyLayer.VPC_ENDPOINT]: 'VPC endpoint policy',
  [PolicyLayer.SERVICE_CONTROL]: 'service control policies',
};

/** Why service control policies usually deny a leg. */
const SERVICE_CONTROL_CAUSES: Partial<Record<InvocationLeg, string>> = {
  [InvocationLeg.GLOBAL_MODEL]: 'Usually it is a Region deny, such as AWS Control Tower\'s, whose list of Regions does not contain ' +
    '"unspecified", or a policy that closes global inference on purpose. In a policy of your own, exempt the profile with ArnNotLike ' +
    'on bedrock:InferenceProfileArn. Replace a control of AWS Control Tower with your own policy. Do not add "unspecified" to the ' +
    'list, because that opens every model.',
  [InvocationLeg.SOURCE_MODEL]: 'Usually it is a Region deny that does not list this Region. If you did not choose the Region, a ' +
    'geographic profile routed there: all of its destinations must be allowed.',
  [InvocationLeg.DESTINATION_MODEL]: 'Usually it is a Region deny that does not list this Region. All destinations of a geographic ' +
    'profile must be allowed; a global profile needs none of them.',
  [InvocationLeg.PROJECT]: 'Usually it approves models and profiles with NotResource, and does not list the project yet. Add it, ' +
    'such as "arn:*:bedrock:*:*:project/default".',
  [InvocationLeg.PROFILE]: 'Usually it approves models with NotResource but not the profiles, denies such profiles on purpose, or ' +
    'does not allow the Region of the call.',
};

function describeCause({ layer, explicit, policyArn, profileKind }: Denial, leg: InvocationLeg): string {
  const named = policyArn === undefined ? '' : ` (${policyArn})`;
  if (layer === PolicyLayer.SERVICE_CONTROL && explicit) {
    const policy = policyArn ? `the service control policy ${policyArn.split('/').pop()!}` : 'a service control policy';
    return `It is denied by ${policy}, and none of the role's policies can override that. ${SERVICE_CONTROL_CAUSES[leg] ?? ''}`.trim();
  }
  if (explicit) {
    const where = layer ? `the ${POLICIES[layer]}${named}` : 'a policy that AWS does not name';
    // On the profile's own leg aws:RequestedRegion is the caller's own Region.
    return leg === InvocationLeg.PROFILE
      ? `A Deny in ${where} denies it. Usually it denies such profiles on purpose, or does not allow the Region of the call.`
      : `A Deny in ${where} denies it, usually one on aws:RequestedRegion.`;
  }
  if (explicit === undefined) {
    return 'The error does not say whether a policy denies it or none allows it.';
  }
  if (layer && layer !== PolicyLayer.IDENTITY) {
    return `The ${POLICIES[layer]}${named} must allow each leg, in addition to the role's policies, and this leg is not ` +
      'allowed there.';
  }
  if (leg === InvocationLeg.PROJECT) {
    return 'None of the role\'s policies allows it. Usually they were written before the announcement, or for another project. Add ' +
      'the ARN to the statement that allows the profile. GlobalClaudeAccess writes the ARN of its `project`.';
  }
  if (leg === InvocationLeg.GLOBAL_MODEL) {
    return 'None of the role\'s policies allows it. Usually they lack the ARN without Region and account, or they name a Region in ' +
      'aws:RequestedRegion. GlobalClaudeAccess grants all three legs.';
  }
  return leg === InvocationLeg.PROFILE ? describeProfileCause(profileKind)
    : 'None of the role\'s policies allows it. Usually one of the three statements is missing, or the action for streaming. ' +
      'GlobalClaudeAccess grants all three legs.';
}

function describeProfileCause(profileKind: ProfileKind): string {
  switch (profileKind) {
    case 'an application':
      return 'None of the role\'s policies allows it. Usually they name the model\'s own profile, which is another resource, or the ' +
        'action for streaming is missing. Set `applicationProfiles` of GlobalClaudeAccess.';
    case 'a geographic':
      return 'None of the role\'s policies allows it. A call through a geographic profile needs the profile, and the model in the source ' +
        `Region and in every destination. ${UNTOLD_CLIENT}`;
    case 'a global':
      return 'None of the role\'s policies allows it. Usually one of the three statements is missing, or the action for streaming. ' +
        `GlobalClaudeAccess grants all three legs. ${UNTOLD_CLIENT}`;
  }
}

const UNTOLD_CLIENT = 'If the role should call through something else, such as a team\'s application profile, the client is not set up ' +
  'to use it for all its calls. The access\'s clientSettings() writes the right settings.';

function describeModel(id: string | undefined): string {
  const { prefix, modelId } = parseProfileId(id ?? '');
  const isOfAnthropic = prefix !== undefined && modelId.startsWith('anthropic.');
  return isOfAnthropic && !findKnownModel(modelId) ? `This library does not list ${modelId}.` : '';
}
