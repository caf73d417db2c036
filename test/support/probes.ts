import { ClaudeModel, InvocationRequest, InvocationRequestOptions } from '../../src';
import { callThrough, chooseInvokeAction, probeGlobalModel } from '../../src/core/call/calls';
import { Caller } from '../../src/core/call/leg';
import { writeInferenceProfileArn } from '../../src/core/facts/arns';

/** The leg without a Region on its own, which no call is known to ask for. */
export function globalModelWithoutProfile(model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
  return InvocationRequest._of(model, probeGlobalModel(callerOf(options), model.modelId, chooseInvokeAction(options.streaming)));
}

/** A call through the global profile of another account. */
export function globalProfileOf(account: string, model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
  const caller = callerOf(options);
  const profileArn = writeInferenceProfileArn(caller, account, model.globalProfileId);
  return InvocationRequest._of(model, callThrough(caller, profileArn, model.modelId, chooseInvokeAction(options.streaming)));
}

function callerOf({ account, sourceRegion: region, principalArn, contextKeys }: InvocationRequestOptions): Caller {
  return { account, region, partition: 'aws', principalArn, contextKeys };
}
