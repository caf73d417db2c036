import { ProfileKind } from './denial-meaning';
import { isMasked, readAccount } from './principal-arn';
import { Action, isInvocation } from '../../facts/iam-words';
import { parseProfileId } from '../../facts/model-ids';
import { REGION_CODE } from '../../facts/regions';
import { InvocationLeg } from '../leg';

/** What the ARN of a resource, or the called ID, says about a call. */
interface ResourceFacts {
  readonly partition?: string;
  readonly region?: string;
  readonly account?: string;
  readonly modelId?: string;
  /** The ID or the ARN of a profile. */
  readonly profile?: string;
  readonly profileKind?: ProfileKind;
  readonly projectId?: string;
}

/** Reads a model's ID, a profile's ID, or the ARN of either or of a project. */
export function readResource(text: string): ResourceFacts {
  if (!text.startsWith('arn:')) {
    return readCalledId(text);
  }
  const [, partition, , region = '', account = '', ...rest] = text.split(':');
  const [, kind = '', id = ''] = /^([\w-]{1,64})\/(.{1,600})$/.exec(rest.join(':')) ?? [];
  const place = { partition, region: REGION_CODE.exec(region)?.[0], account: readAccount(account) };
  switch (kind) {
    case 'foundation-model':
    case 'inference-profile':
      return { ...place, ...readCalledId(id), ...kind === 'inference-profile' && !isMaskedId(id) ? { profile: text } : {} };
    case 'application-inference-profile':
      return { ...place, profile: isMaskedId(id) ? undefined : text, profileKind: 'an application' };
    case 'project':
      return { ...place, projectId: /^[\w-]{1,128}$/.exec(id)?.[0] };
    default:
      return place;
  }
}

function readCalledId(id: string): ResourceFacts {
  const { prefix, modelId } = parseProfileId(id);
  const profileKind = prefix === undefined ? undefined : prefix === 'global' ? 'a global' : 'a geographic';
  if (isMaskedId(id) || !/^[\w.-]{2,64}\.[\w.:-]{2,140}$/.test(id)) {
    return { profileKind };
  }
  return prefix === undefined ? { modelId } : { modelId, profile: id, profileKind };
}

/** Whether an ID, or a part of it, was masked; what is left may be the start of many IDs. */
function isMaskedId(id: string): boolean {
  return isMasked(id) || /[.-]$|(?:^|[.-])x{2,64}(?:[.:-]|$)/i.test(id);
}

/** Finds the leg for an action on a resource; undefined for actions that are not calls. */
export function findLeg(action: string, arn: string): InvocationLeg | undefined {
  if (action === Action.BEARER_TOKEN || action === Action.MANTLE_BEARER_TOKEN) {
    return InvocationLeg.BEARER_TOKEN;
  }
  const [, , service, region, , ...rest] = arn.split(':');
  if (service === 'bedrock-mantle') {
    return isInvocation(action) || action === Action.MANTLE_INFERENCE ? InvocationLeg.MANTLE_PROJECT : undefined;
  }
  if (service !== 'bedrock' || !isInvocation(action)) {
    return undefined;
  }
  const [kind] = rest.join(':').split('/');
  switch (kind) {
    case 'inference-profile':
    case 'application-inference-profile':
      return InvocationLeg.PROFILE;
    case 'project':
      return InvocationLeg.PROJECT;
    case 'foundation-model':
      return region === '' ? InvocationLeg.GLOBAL_MODEL : InvocationLeg.SOURCE_MODEL;
    default:
      return undefined;
  }
}
