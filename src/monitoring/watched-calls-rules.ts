import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { findProfileFaults, findProfileRegion } from './metric-rules';
import { findModels, findModelsWithQuota, WatchedCalls } from './watched-calls';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { warnOfModels } from '../catalog/model-warnings';
import { areDifferent, isConcrete } from '../checks/check';
import { labelModel } from '../core/facts/model-ids';
import { describeValue } from '../core/rules/describe-value';
import { Fault, findAlike, must, once, Rule } from '../core/rules/rule';
import { TokenQuotas } from '../quota/token-quotas';

/** No profile may be watched twice, since its calls would count twice. */
export const EACH_PROFILE_ONCE: Rule<readonly IMonitoredApplicationProfile[]> = once('profile', ({ profileId }) =>
  isConcrete(profileId) ? profileId : undefined);

/** Quotas without any watched model mean a wrong ID. */
export const KNOWS_A_MODEL: Rule<TokenQuotas, WatchedCalls> = must((_, watched) => findModelsWithQuota(watched).length > 0,
  'must know a model that is watched', 'Name it in \'models\' or in the quotas, or leave \'quotas\' out');

/**
 * Finds what is wrong with application profiles, and names that look the same in graphs.
 *
 * @param region the Region of the metrics
 */
export function findWatchedFaults(watched: WatchedCalls, region: string): Fault[] {
  const { models = [], applicationProfiles = [] } = watched;
  const ofModels = new Set([...models, ...findModelsWithQuota(watched)].map(({ modelId }) => labelModel(modelId)));
  const labels = [...ofModels, ...applicationProfiles.map(({ name }) => name).filter(isConcrete)];
  // Names of metrics in expressions are made of labels, in which all characters but letters and digits become "_".
  const alike = findAlike(labels, (label) => label.replace(/\W/g, '_'));
  const rule = 'of an application profile must differ from other names and from models in letters or digits';
  return [
    ...applicationProfiles.flatMap(findProfileFaults),
    ...applicationProfiles.filter((profile) => areDifferent(findProfileRegion(profile), region)).map((profile) => ({
      prop: 'applicationProfiles',
      rule: `must be of ${region}, where these metrics are: calls are counted in the Region in which they are made`,
      got: `'${profile.name}' of ${findProfileRegion(profile)}`,
      remedy: 'Watch it in a stack of its own Region',
    })),
    ...alike ? [{ prop: 'name', rule, got: `${describeValue(alike[1])} twice`, remedy: 'Choose another' }] : [],
  ];
}

/** Warns of watched models, each once, including the models of application profiles. */
export function warnOfWatchedModels(scope: Construct, watched: WatchedCalls): void {
  const { models = [] } = watched;
  warnOfModels(scope, 'monitoring', 'models', models);
  const others = findModels(watched).filter(({ modelId }) => !models.some((model) => model.modelId === modelId));
  warnOfModels(scope, 'monitoring', 'applicationProfiles', others);
}

/** Warns of models whose quota is not known, and so not watched. */
export function warnOfUnknownQuotas(scope: Construct, watched: WatchedCalls): void {
  const { quotas } = watched;
  const unknown = findModels(watched).filter((model) => quotas?.tokensPerMinute(model) === undefined);
  if (quotas && unknown.length > 0) {
    const ids = unknown.map(({ modelId }) => modelId).join(', ');
    const [those, them] = unknown.length === 1 ? ['that quota', 'it'] : ['those quotas', 'them'];
    Annotations.of(scope).addWarningV2('cdk-bedrock-cris:monitoring.noQuota', `${scope.node.path}: 'quotas' has no quota of ${ids}, ` +
      `so the share of ${those} is not watched. Add ${them}, or acknowledge this warning`);
  }
}
