import { InvocationMetrics } from './invocation-metrics';
import { InvocationMetricsOptions } from './invocation-metrics-options';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** The models and profiles to watch, and their quotas. */
export interface WatchedCalls {
  readonly models?: readonly ClaudeModel[];
  readonly applicationProfiles?: readonly IMonitoredApplicationProfile[];
  readonly quotas?: TokenQuotas;
}

/** A quota, and all profiles whose calls count against it, the model's global profile first. */
export interface Headroom {
  readonly tokensPerMinute: number;
  readonly profiles: InvocationMetrics[];
}

/** Creates the metrics of everything that is watched, those of models first. */
export function createMetrics(watched: WatchedCalls, options: InvocationMetricsOptions = {}): InvocationMetrics[] {
  const { models = [], applicationProfiles = [] } = watched;
  return [
    ...models.map((model) => InvocationMetrics.ofModel(model, options)),
    ...applicationProfiles.map((profile) => InvocationMetrics.ofApplicationProfile(profile, options)),
  ];
}

/** Creates the metrics for every known quota. The model's global profile counts too, even if only application profiles are watched. */
export function createHeadrooms(watched: WatchedCalls, options: InvocationMetricsOptions = {}): Headroom[] {
  const models = findModelsWithQuota(watched);
  const profiles = createMetrics({ ...watched, models }, options);
  return models.map((model) => ({
    tokensPerMinute: watched.quotas!.tokensPerMinute(model)!,
    profiles: profiles.filter((profile) => profile.model.modelId === model.modelId),
  }));
}

/** Finds each model that is called, through any profile, once. */
export function findModels({ models = [], applicationProfiles = [] }: WatchedCalls): ClaudeModel[] {
  const behindProfiles = applicationProfiles.flatMap(({ model }) => model ?? []); // the rules of the props report a missing one

  const all = [...models, ...behindProfiles];
  return all.filter((model, index) => all.findIndex(({ modelId }) => modelId === model.modelId) === index);
}

/** Finds each model that is called and whose quota is known. */
export function findModelsWithQuota(watched: WatchedCalls): ClaudeModel[] {
  return findModels(watched).filter((model) => watched.quotas?.tokensPerMinute(model) !== undefined);
}
