import { writeBatchJobArn, writeInferenceProfileArn, writeModelArn } from '../../facts/arns';
import { Action, BEDROCK_SERVICE, ConditionKey } from '../../facts/iam-words';
import { parseProfileId, writeGlobalProfileId } from '../../facts/model-ids';
import { OTHER_ACTIONS } from '../../facts/other-actions';

/** A statement that allows one action, as JSON. */
export interface Grant {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string } };
}

/** Writes the statement that allows an action on the resource in the error, with `*` for masked parts. */
export function writeGrant(action: string, resource = '*'): Grant {
  const isNone = OTHER_ACTIONS[action]?.takesNoResource === true || !resource.startsWith('arn:');
  return {
    Effect: 'Allow',
    Action: action,
    Resource: isNone ? '*' : action === Action.CREATE_BATCH_JOB
      ? listBatchResources(unmask(resource))
      : unmask(resource),
    ...action === 'iam:PassRole' ? { Condition: { StringEquals: { [ConditionKey.PASSED_TO_SERVICE]: BEDROCK_SERVICE } } } : {},
  };
}

/** All resources of the creation of a batch job, derived from the one in the error: a caller who lacks one may lack the others too. */
function listBatchResources(arn: string): string | readonly string[] {
  const [, partition, , region, account, ...rest] = arn.split(':');
  const [, kind, id] = /^([\w-]+)\/(.+)$/.exec(rest.join(':')) ?? [];
  const place = { partition, region };
  const anyJob = writeBatchJobArn(place, account || '*', '*');
  const { prefix, modelId } = parseProfileId(id ?? '');
  const isOfGlobal = kind === 'inference-profile' && prefix === 'global';
  if (isOfGlobal || (kind === 'foundation-model' && region !== '')) {
    return [
      writeInferenceProfileArn(place, account || '*', writeGlobalProfileId(modelId)), writeModelArn(place, modelId),
      writeModelArn({ ...place, region: '' }, modelId), anyJob,
    ];
  }
  return kind === 'model-invocation-job' ? anyJob : region === '' || kind === undefined ? arn : [arn, anyJob];
}

/** Replaces masked parts of an ARN by `*`, so that it matches the real one. */
function unmask(arn: string): string {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  const known = account === undefined || /^(\d{12}|aws)?$/.test(account) ? account : '*';
  return [prefix, partition, service, /^[a-z0-9-]{0,30}$/.test(region) ? region : '*', known, ...rest].join(':');
}
