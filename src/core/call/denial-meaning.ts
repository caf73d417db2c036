import { InvocationLeg } from './leg';
import { DAY_QUOTA } from '../facts/day-quota';
import { Action } from '../facts/iam-words';
import { findKnownModel } from '../facts/known-models';
import { parseProfileId } from '../facts/model-ids';
import { PolicyLayer } from '../iam/layer';

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
  readonly explicit: boolean;
  readonly layer?: NamedLayer;
  readonly policyArn?: string;
}

/** Denials that no policy decides, and what helps. */
const OTHER_DENIALS: readonly [RegExp, string][] = [
  [/access to the model with the specified model ID/i,
    'The account has no access to the model yet, whatever its policies say: submit Anthropic\'s use-case form (in opt-in Regions such ' +
    'as af-south-1 once more), and let somebody with AWS Marketplace permissions make the first call.'],
  [/aws-marketplace:(ViewSubscriptions|Subscribe)/i,
    'The model is not subscribed in AWS Marketplace yet: let somebody with aws-marketplace:Subscribe and ViewSubscriptions make the ' +
    'first call. Roles that merely call need neither.'],
  [/account is not authorized to invoke this API/i,
    'This is about the account rather than a policy: new accounts may start with a quota of 0, and Anthropic\'s use-case form must have ' +
    'been submitted.'],
  [/marked by provider as Legacy/i,
    'The model is Legacy, and the account has not called it lately, so AWS has closed it to this account: call a newer model. No policy ' +
    'decides this.'],
  [/reached the end of its life/i,
    'The life of the model on Amazon Bedrock has ended, for every account: call a newer model. No policy decides this.'],
  [/too many tokens per day/i,
    `The quota of tokens per day refuses the call: ${DAY_QUOTA.name} (${DAY_QUOTA.code}), one for all models, which AWS counts by ` +
    `${DAY_QUOTA.countedBy}. New accounts often have little or nothing of it. Look its applied value up in Service Quotas; quota ` +
    '--tokens-per-day writes a case for AWS Support, since Service Quotas does not adjust it.'],
  [/on-demand throughput isn.t supported/i,
    'The model is called by its own ID, and is offered through inference profiles only: pass the global profile\'s ID, "global." and ' +
    'the model\'s ID.'],
];

/** Finds what helps where a call fails for another reason than a policy; nothing where the text tells of none that is known. */
export function findOtherDenial(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ');
  return OTHER_DENIALS.find(([pattern]) => pattern.test(line))?.[1];
}

/** Says what was denied, what is usually to blame, and what helps. */
export function describeDenial(denial: Denial, id: string | undefined): string {
  const sentences = [describeLeg(denial), denial.leg ? describeCause(denial, denial.leg) : '', describeModel(id)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function describeLeg({ leg, action, resource, profileKind }: Denial): string {
  switch (leg) {
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
        : 'This is no leg of a call of a model.';
  }
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
  [InvocationLeg.PROJECT]: 'Usually it approves models and profiles by NotResource, and does not name the project yet: add it there, ' +
    'such as "arn:*:bedrock:*:*:project/default".',
  [InvocationLeg.PROFILE]: 'Usually it approves models by NotResource and forgets the profiles, or it does not admit the Region of the ' +
    'call.',
};

function describeCause({ layer, explicit, policyArn, profileKind }: Denial, leg: InvocationLeg): string {
  if (layer === PolicyLayer.SERVICE_CONTROL && explicit) {
    const policy = policyArn ? `the service control policy ${policyArn.split('/').pop()!}` : 'a service control policy';
    return `The cause is ${policy}, and no policy of the role can help. ${SERVICE_CONTROL_CAUSES[leg] ?? ''}`.trim();
  }
  if (explicit) {
    return `The cause is a Deny in ${layer ? `the ${POLICIES[layer]}` : 'a policy that AWS does not name'}, usually one on ` +
      'aws:RequestedRegion.';
  }
  if (layer && layer !== PolicyLayer.IDENTITY) {
    return `The ${POLICIES[layer]} must allow each leg, as the policies of the role must, and this one is not among what is allowed there.`;
  }
  if (leg === InvocationLeg.PROJECT) {
    return 'No policy of the role allows it: usually they were written before the announcement, or for another project. Add the ARN to ' +
      'the statement that allows the profile; GlobalClaudeAccess writes the one of its `project`.';
  }
  if (leg === InvocationLeg.GLOBAL_MODEL) {
    return 'No policy of the role allows it: usually they lack the ARN without Region and account, or name a Region in ' +
      'aws:RequestedRegion.';
  }
  return leg === InvocationLeg.PROFILE && profileKind === 'a geographic'
    ? 'No policy of the role allows it: a geographic profile needs the profile itself, and the model in the source Region and in every ' +
      'destination.'
    : 'No policy of the role allows it: usually one of the three statements is missing, or the action for streaming.';
}

function describeModel(id: string | undefined): string {
  const { prefix, modelId } = parseProfileId(id ?? '');
  const isOfAnthropic = prefix !== undefined && modelId.startsWith('anthropic.');
  return isOfAnthropic && !findKnownModel(modelId) ? `This library does not list ${modelId}.` : '';
}
