/**
 * For the tests and benchmarks: the calls that an app means to open, and calls that wide grants open by mistake.
 *
 * Creates no resources. It is not an app: `test/examples.test.ts` imports it.
 */
import { callThrough, chooseInvokeAction, probeGlobalModel } from '../src/core/call/calls';
import { writeInferenceProfileArn } from '../src/core/facts/arns';
import { CallerOptions, ClaudeModel, InvocationRequest } from 'cdk-bedrock-cris';

/** A call, whole and streaming, with its name in a table. */
export interface Call {
  readonly name: string;
  readonly model: ClaudeModel;
  readonly whole: InvocationRequest;
  /** Absent if the call has no streaming form. */
  readonly streaming?: InvocationRequest;
}

/** The calls that the app means to open: each model through its global profile. */
export function intendedCalls(models: readonly ClaudeModel[], caller: CallerOptions): Call[] {
  return models.map((model) =>
    call(model.globalProfileId, model, (streaming) => InvocationRequest.globalProfile(model, { ...caller, streaming })));
}

/** Calls that wide grants open by mistake. */
export function overGrantProbes(model: ClaudeModel, other: ClaudeModel, caller: CallerOptions): Call[] {
  const abroad = { ...caller, sourceRegion: 'us-east-1' };
  const europe = { ...caller, sourceRegion: 'eu-west-1' };
  const here = { ...caller, region: caller.sourceRegion, partition: 'aws' };
  const foreign = writeInferenceProfileArn(here, '444455556666', model.globalProfileId);
  const geographic = (geography: string, ...destinationRegions: string[]) =>
    call(`a geographic profile, ${geography}.`, model, (streaming) =>
      InvocationRequest.geographicProfile(model, geography, { ...caller, destinationRegions, streaming }));
  return [
    call('the model directly, here', model, (streaming) => InvocationRequest.direct(model, { ...caller, streaming })),
    call('the model directly, in us-east-1', model, (streaming) => InvocationRequest.direct(model, { ...abroad, streaming })),
    call(`another model, ${other.modelId}`, model, (streaming) => InvocationRequest.globalProfile(other, { ...caller, streaming })),
    call('the profile of another account', model, (streaming) =>
      InvocationRequest._of(model, callThrough(here, foreign, model.modelId, chooseInvokeAction(streaming)))),
    call('the profile from another Region, eu-west-1', model, (streaming) =>
      InvocationRequest.globalProfile(model, { ...europe, streaming })),
    geographic('us', 'us-east-1', 'us-west-2'),
    geographic('eu', 'eu-west-1', 'eu-central-1'),
    call('an application profile', model, (streaming) =>
      InvocationRequest.applicationProfile(model, 'a1b2c3d4e5f6', { ...caller, streaming })),
    call('the Region-less model without a profile', model, (streaming) =>
      InvocationRequest._of(model, probeGlobalModel(here, model.modelId, chooseInvokeAction(streaming)))),
    { name: 'a batch job', model, whole: InvocationRequest.batch(model, caller) },
  ];
}

function call(name: string, model: ClaudeModel, request: (streaming: boolean) => InvocationRequest): Call {
  return { name, model, whole: request(false), streaming: request(true) };
}
