import { AssumeAction } from '../../facts/assume-role';
import { Action, isInvocation } from '../../facts/iam-words';
import { findKnownModel } from '../../facts/known-models';
import { parseProfileId } from '../../facts/model-ids';
import { OTHER_ACTIONS } from '../../facts/other-actions';
import { PolicyLayer } from '../../iam/layer';
import { InvocationLeg } from '../leg';
import { capitalize } from '../words';

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
  /** The caller's role or user, if the text names it. */
  readonly principalArn?: string;
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
      return isConverse(action)
        ? `There is no IAM action ${action}: Converse is authorized as ${Action.INVOKE}, ConverseStream as ${Action.INVOKE_STREAMING}. ` +
          'Grant these two instead, on all legs of the call: GlobalClaudeAccess does.'
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

/** Whether it is no action of IAM, although an operation has its name. */
export function isConverse(action: string): boolean {
  return /^bedrock:Converse/i.test(action);
}

/** Names the caller by its kind. */
function nameCaller(principalArn = ''): string {
  const [, kind] = /^arn:(?:[^:]*:){4}(role|user|federated-user|root)\b/.exec(principalArn) ?? [];
  return `the ${kind === 'root' ? 'root user' : kind?.replace('-', ' ') ?? 'caller'}`;
}

/** Why an action that is not a leg was denied, and what helps. */
function describeOtherCause(denial: Denial): string {
  const { action, layer, explicit, policyArn } = denial;
  const policy = policyArn === undefined ? '' : ` ${policyArn}`;
  if (explicit) {
    return layer === PolicyLayer.SERVICE_CONTROL
      ? `A Deny in a service control policy${policy} denies it, and none of ${namePolicies(denial)} can override that.`
      : `A Deny in ${layer ? `${namePolicies(denial, layer)}${policy}` : 'a policy that AWS does not name'} denies it. No grant ` +
        'helps until that Deny is changed.';
  }
  if (isInvocation(action) || isConverse(action)) {
    return '';
  }
  if (isFederatedAssumption(action)) {
    return 'Only the trust policy of the role decides this. It must name the identity provider for this action, with conditions that the ' +
      'token meets, such as its "sub" and "aud". A pattern needs StringLike, and upper and lower case matter. No grant helps.';
  }
  const trust = isAssumption(action) ? ' The trust policy of the role must name the caller too.' : '';
  const where = layer && layer !== PolicyLayer.IDENTITY ? `${capitalize(namePolicies(denial, layer))} must allow it too. ` : '';
  const why = OTHER_ACTIONS[action]?.takesNoResource ? ' AWS defines no resource for this action, so the statement says "*".' : '';
  return `${where}Grant it in a statement of its own, not in those for calls.${trust}${why}`;
}

function namePolicies({ principalArn }: Denial, layer: NamedLayer = PolicyLayer.IDENTITY): string {
  return layer === PolicyLayer.IDENTITY ? `${nameCaller(principalArn)}'s policies` : `the ${POLICIES[layer]}`;
}

const POLICIES: Readonly<Record<Exclude<NamedLayer, PolicyLayer.IDENTITY>, string>> = {
  RESOURCE_CONTROL: 'resource control policies',
  RESOURCE: 'resource policy',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: 'permissions boundary',
  [PolicyLayer.SESSION]: 'session policy',
  [PolicyLayer.VPC_ENDPOINT]: 'VPC endpoint policy',
  [PolicyLayer.SERVICE_CONTROL]: 'service control policies',
};

/** Why service control policies usually deny a leg, and what helps. */
const SERVICE_CONTROL_CAUSES: Partial<Record<InvocationLeg, string>> = {
  [InvocationLeg.GLOBAL_MODEL]: 'Usually it is a Region deny, such as AWS Control Tower\'s, whose list of Regions does not contain ' +
    '"unspecified", or a policy that closes global inference on purpose. In a policy of your own, exempt the profile with ArnNotLike ' +
    'on bedrock:InferenceProfileArn. Replace a control of AWS Control Tower: deploy your own Region deny first, then switch the control ' +
    'off. Do not add "unspecified" to the list, because that opens every model.',
  [InvocationLeg.SOURCE_MODEL]: 'Usually it is a Region deny that does not list this Region. If you did not choose the Region, a ' +
    'geographic profile routed there: all of its destinations must be allowed. A global profile needs no Region but the source Region.',
  [InvocationLeg.DESTINATION_MODEL]: 'Usually it is a Region deny that does not list this Region. All destinations of a geographic ' +
    'profile must be allowed. Call the global profile, which needs none of them.',
  [InvocationLeg.PROJECT]: 'Usually it approves models and profiles with NotResource, and does not list the project yet. Add it, ' +
    'such as "arn:*:bedrock:*:*:project/default".',
  [InvocationLeg.PROFILE]: 'Usually it approves models with NotResource but not the profiles, denies such profiles on purpose, or ' +
    'does not allow the Region of the call. If it approves models, add the profile\'s ARN to NotResource.',
  [InvocationLeg.BEARER_TOKEN]: 'Usually it closes Bedrock API keys on purpose. Sign calls with the role\'s credentials, or exempt the ' +
    'caller in that policy.',
  [InvocationLeg.MANTLE_PROJECT]: 'Usually it closes this endpoint on purpose. Call bedrock-runtime, or exempt the caller in that policy.',
};

/** Who can change the policies of a layer that deny something. */
const DENY_REMEDIES: Readonly<Record<Exclude<NamedLayer, PolicyLayer.SERVICE_CONTROL>, string>> = {
  RESOURCE_CONTROL: 'Ask your organization\'s administrators to change that policy, or to exempt the caller in it.',
  RESOURCE: 'Change that policy at the resource.',
  [PolicyLayer.IDENTITY]: 'Change that Deny.',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: 'No grant helps: change the boundary.',
  [PolicyLayer.SESSION]: 'The broker or script that assumes the role passes this policy, so change it there.',
  [PolicyLayer.VPC_ENDPOINT]: 'Change the endpoint\'s policy.',
};

/** What helps if the policies of a layer do not allow something. */
const ALLOW_REMEDIES: Readonly<Record<Exclude<NamedLayer, PolicyLayer.IDENTITY>, string>> = {
  RESOURCE_CONTROL: 'Ask your organization\'s administrators.',
  RESOURCE: 'Add it at the resource.',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: 'Add it to the boundary.',
  [PolicyLayer.SESSION]: 'The broker or script that assumes the role passes this policy, so add it there.',
  [PolicyLayer.VPC_ENDPOINT]: 'Add it to the endpoint\'s policy.',
  [PolicyLayer.SERVICE_CONTROL]: 'Usually FullAWSAccess is not attached at one level of the organization. Attach it there, or add this ' +
    'to the policies of that level.',
};

/** The options that give explain the policies of a layer. */
const OPTIONS: Readonly<Partial<Record<NamedLayer, string>>> = {
  [PolicyLayer.IDENTITY]: '--identity FILE',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: '--boundary FILE',
  [PolicyLayer.SESSION]: '--session FILE',
  [PolicyLayer.VPC_ENDPOINT]: '--endpoint FILE',
  [PolicyLayer.SERVICE_CONTROL]: '--scp FILE --no-full-aws-access',
};

/** Whether explain judges policies for a leg: it judges calls through global and application profiles. */
function isJudged(leg: InvocationLeg, profileKind: ProfileKind): boolean {
  return leg === InvocationLeg.GLOBAL_MODEL || leg === InvocationLeg.SOURCE_MODEL || leg === InvocationLeg.PROJECT
    || (leg === InvocationLeg.PROFILE && profileKind !== 'a geographic');
}

/** Says which option of explain writes what helps. */
function nameTool({ layer, profileKind }: Denial, leg: InvocationLeg, what: string): string {
  const option = layer && OPTIONS[layer];
  return option === undefined || !isJudged(leg, profileKind) ? '' : ` explain ${option} writes ${what}.`;
}

function describeCause(denial: Denial, leg: InvocationLeg): string {
  const { layer, explicit, policyArn } = denial;
  const named = policyArn === undefined ? '' : ` (${policyArn})`;
  const isGeographic = leg === InvocationLeg.PROFILE && denial.profileKind === 'a geographic';
  const instead = isGeographic ? ' Or call the model\'s global profile, if that policy allows it.' : '';
  if (layer === PolicyLayer.SERVICE_CONTROL && explicit) {
    const policy = policyArn ? `the service control policy ${policyArn.split('/').pop()!}` : 'a service control policy';
    const cause = `${SERVICE_CONTROL_CAUSES[leg] ?? ''}${instead}`;
    return `It is denied by ${policy}, and none of ${namePolicies(denial)} can override that. ${cause}`.trim();
  }
  if (explicit) {
    const where = layer ? `${namePolicies(denial, layer)}${named}` : 'a policy that AWS does not name';
    const remedy = layer === undefined || layer === PolicyLayer.SERVICE_CONTROL ? 'Look for it in every policy that applies to the caller.'
      : `${DENY_REMEDIES[layer]}${nameTool(denial, leg, 'the edit')}`;
    return `A Deny in ${where} denies it${DENY_CAUSES[leg] ?? ', usually one on aws:RequestedRegion.'} ${remedy}${instead}`;
  }
  if (explicit === undefined) {
    const [all, one] = isJudged(leg, denial.profileKind) ? ['every leg', 'one'] : [denial.action, 'it'];
    const tool = all === 'every leg' ? ' With --scp and --identity, explain judges them.' : '';
    return `The error does not say whether a policy denies it or none allows it. Check both: ${namePolicies(denial)} must allow ${all}, ` +
      `and no service control policy may deny ${one}.${tool}`;
  }
  if (layer && layer !== PolicyLayer.IDENTITY) {
    const what = isJudged(leg, denial.profileKind) ? 'each leg' : denial.action;
    return `${capitalize(namePolicies(denial, layer))}${named} must allow ${what}, in addition to ${namePolicies(denial)}, and this ` +
      `is not allowed there. ${ALLOW_REMEDIES[layer]}${nameTool(denial, leg, 'the statements')}${
        layer === PolicyLayer.VPC_ENDPOINT && isJudged(leg, denial.profileKind) ? ' So does GlobalClaudeAccess.restrictEndpoint().' : ''}`;
  }
  return `None of ${namePolicies(denial)} allows it. ${describeGap(denial, leg)}`;
}

/** The rest of the sentence on a Deny, by leg. */
const DENY_CAUSES: Readonly<Partial<Record<InvocationLeg, string>>> = {
  // On the profile's own leg aws:RequestedRegion is the caller's own Region.
  [InvocationLeg.PROFILE]: '. Usually it denies such profiles on purpose, or does not allow the Region of the call.',
  [InvocationLeg.BEARER_TOKEN]: ', usually to close Bedrock API keys on purpose. Signing calls with the role\'s credentials avoids it.',
  [InvocationLeg.MANTLE_PROJECT]: ', usually to close this endpoint on purpose. Calling bedrock-runtime avoids it.',
  [InvocationLeg.PROJECT]: '.',
};

/** What the policies of an identity usually lack if they do not allow a leg, and what helps. */
function describeGap({ action, profileKind }: Denial, leg: InvocationLeg): string {
  switch (leg) {
    case InvocationLeg.PROJECT:
      return 'Usually they were written before the announcement, or for another project. Add the ARN to the statement that allows the ' +
        'profile. GlobalClaudeAccess writes the ARN of its `project`.';
    case InvocationLeg.GLOBAL_MODEL:
      return 'Usually they lack the ARN without Region and account, or they name a Region in aws:RequestedRegion. GlobalClaudeAccess ' +
        'grants all three legs.';
    case InvocationLeg.BEARER_TOKEN:
      return `Allow ${action}, or sign the calls with the role's credentials.`;
    case InvocationLeg.MANTLE_PROJECT:
      return `Call bedrock-runtime, or grant ${action} yourself: GlobalClaudeAccess does not grant it.`;
    case InvocationLeg.DESTINATION_MODEL:
      return 'Call the global profile, or allow the model in the source Region and in every destination.';
    case InvocationLeg.PROFILE:
      return describeProfileGap(profileKind);
    default:
      return MISSING_STATEMENT;
  }
}

function describeProfileGap(profileKind: ProfileKind): string {
  switch (profileKind) {
    case 'an application':
      return 'Usually they name the model\'s own profile, which is another resource, or the action for streaming is missing. Set ' +
        '`applicationProfiles` of GlobalClaudeAccess.';
    case 'a geographic':
      return 'Call the global profile. Or allow this profile, and the model in the source Region and in every destination. ' +
        UNTOLD_CLIENT;
    case 'a global':
      return `${MISSING_STATEMENT} ${UNTOLD_CLIENT}`;
  }
}

const MISSING_STATEMENT =
  'Usually one of the three statements is missing, or the action for streaming. GlobalClaudeAccess grants all three legs.';

const UNTOLD_CLIENT = 'If the role should call through something else, such as a team\'s application profile, the client is not set up ' +
  'to use it for all its calls. The access\'s clientSettings() writes the right settings.';

function describeModel(id: string | undefined): string {
  const { prefix, modelId } = parseProfileId(id ?? '');
  const isOfAnthropic = prefix !== undefined && modelId.startsWith('anthropic.');
  return isOfAnthropic && !findKnownModel(modelId) ? `This library does not list ${modelId}.` : '';
}
