import { Construct } from 'constructs';
import { InvocationMetrics } from './invocation-metrics';
import { InvocationMetricsOptions } from './invocation-metrics-options';
import { MonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { requireSomeModels } from '../catalog/require-models';
import { fail, got, isConcrete } from '../checks/fail';

/** Whose calls are watched. */
export interface Watched {
  readonly models?: ClaudeModel[];
  readonly applicationProfiles?: MonitoredApplicationProfile[];
}

/** The metrics of all that is watched, the models' first. Throws for what is none of these, and for what graphs could not tell apart. */
export function watch(scope: Construct, watched: Watched, options: InvocationMetricsOptions = {}): InvocationMetrics[] {
  const { models = [], applicationProfiles = [] } = watched;
  if (watched.models !== undefined) {
    requireSomeModels(scope, { room: 'monitoring', prop: 'models' }, watched.models);
  }
  requireProfiles(scope, applicationProfiles);
  const metrics = [
    ...models.map((model) => InvocationMetrics.ofModel(model, options)),
    ...applicationProfiles.map((profile) => ofProfile(scope, profile, options)),
  ];
  requireDistinct(scope, metrics);
  return metrics;
}

function requireProfiles(scope: Construct, profiles: MonitoredApplicationProfile[]): void {
  if (!Array.isArray(profiles)) {
    fail(scope, `'applicationProfiles' must be a list of application profiles, ${got(profiles)}. For example [{ name: "billing", profileId, model }]`);
  }
  for (const profile of profiles) {
    if (typeof profile !== 'object' || profile === null) {
      fail(scope, `'applicationProfiles' must hold application profiles, ${got(profile)}. For example { name: "billing", profileId, model }`);
    }
    if (typeof profile.model?.globalProfileId !== 'string') {
      fail(scope, `'model' of '${profile.name}' must be a ClaudeModel, ${got(profile.model)}. For example ClaudeModel.SONNET_5_5`);
    }
  }
  const ids = profiles.map(({ profileId }) => profileId).filter(isConcrete);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    fail(scope, `'applicationProfiles' must name each profile once, ${got(repeated)} twice. Leave one out`);
  }
}

function ofProfile(scope: Construct, profile: MonitoredApplicationProfile, options: InvocationMetricsOptions): InvocationMetrics {
  try {
    return InvocationMetrics.ofApplicationProfile(profile, options);
  } catch (error) {
    return fail(scope, (error as Error).message);
  }
}

/** Names of metrics in expressions are made of labels, whose other characters than letters and digits become one. */
function requireDistinct(scope: Construct, metrics: readonly InvocationMetrics[]): void {
  const ids = metrics.map(({ label }) => label.replace(/\W/g, '_'));
  const repeated = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (repeated !== -1) {
    fail(scope, `'name' of an application profile must differ from other names and from models in letters or digits, ${got(metrics[repeated].label)} twice. ` +
      'Choose another');
  }
}
