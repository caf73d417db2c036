export const SONNET = 'anthropic.claude-sonnet-5-5';
export const OPUS = 'anthropic.claude-opus-5-5';
export const HAIKU = 'anthropic.claude-haiku-5-5';

export const INVOKE = 'bedrock:InvokeModel';
export const STREAM = 'bedrock:InvokeModelWithResponseStream';

export interface GlobalCall {
  readonly models?: readonly string[];
  readonly account?: string;
  readonly region?: string;
  readonly actions?: readonly string[];
  /** Which of the legs: 1 the profile, 2 the model in the source Region, 3 the model without a Region. */
  readonly legs?: readonly number[];
}

/** Writes the resources of a global call as people write them by hand: no conditions, one statement. */
export function globalCall(
  { models = [SONNET], account = '*', region = 'af-south-1', actions = [INVOKE, STREAM], legs = [1, 2, 3] }: GlobalCall = {},
): object {
  const byLeg = (model: string) => [
    `arn:aws:bedrock:${region}:${account}:inference-profile/global.${model}`,
    `arn:aws:bedrock:${region}::foundation-model/${model}`,
    `arn:aws:bedrock:::foundation-model/${model}`,
  ];
  return { Effect: 'Allow', Action: actions, Resource: models.flatMap((model) => legs.map((leg) => byLeg(model)[leg - 1])) };
}

export function allow(Action: string | string[], ...Resource: string[]): object {
  return { Effect: 'Allow', Action, Resource };
}

export function deny(Action: string | string[], ...Resource: string[]): object {
  return { Effect: 'Deny', Action, Resource };
}

export function document(...Statement: object[]) {
  return { Version: '2012-10-17', Statement };
}

/** Everything but Opus. */
export const NO_OPUS = [allow('*', '*'), deny('bedrock:*', `arn:aws:bedrock:*:*:inference-profile/global.${OPUS}`)];
