import { InvocationLeg } from './leg';

/** What texts call the legs of calls. */
export const LEG_NAMES: Readonly<Record<InvocationLeg, string>> = {
  [InvocationLeg.PROFILE]: 'the profile',
  [InvocationLeg.SOURCE_MODEL]: 'the model in the source Region',
  [InvocationLeg.GLOBAL_MODEL]: 'the model without a Region',
  [InvocationLeg.DESTINATION_MODEL]: 'the model in another Region',
  [InvocationLeg.PROJECT]: 'the project',
  [InvocationLeg.BATCH_JOB]: 'the batch job',
  [InvocationLeg.GUARDRAIL]: 'the guardrail',
  [InvocationLeg.MANTLE_PROJECT]: 'the project of bedrock-mantle',
  [InvocationLeg.BEARER_TOKEN]: 'the bearer token',
};
