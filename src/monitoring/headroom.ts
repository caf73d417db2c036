import { Construct } from 'constructs';
import { InvocationMetrics } from './invocation-metrics';
import { InvocationMetricsOptions } from './invocation-metrics-options';
import { watch, Watched } from './watched';
import { TokenQuotas } from '../quota/token-quotas';

/** A quota, and all profiles whose calls count against it: the model's global one first. */
export interface Headroom {
  readonly tokensPerMinute: number;
  readonly profiles: InvocationMetrics[];
}

/** Every known quota of what is watched. A model's own profile counts against it also where only application profiles are watched. */
export function headroomsOf(scope: Construct, quotas: TokenQuotas | undefined, watched: Watched, options: InvocationMetricsOptions = {}): Headroom[] {
  const { models = [], applicationProfiles = [] } = watched;
  const named = [...models, ...applicationProfiles.map(({ model }) => model)];
  const known = named.filter((model, index) => quotas?.tokensPerMinute(model) !== undefined
    && named.findIndex(({ modelId }) => modelId === model.modelId) === index);
  if (known.length === 0) {
    return [];
  }
  const profiles = watch(scope, { models: known, applicationProfiles }, options);
  return known.map((model) => ({
    tokensPerMinute: quotas!.tokensPerMinute(model)!,
    profiles: profiles.filter((profile) => profile.model.modelId === model.modelId),
  }));
}
