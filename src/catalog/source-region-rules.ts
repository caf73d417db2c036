import { IConstruct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { isConcrete, refuse } from '../checks/check';
import { REGION_CODE } from '../core/facts/regions';
import { findFaults, matches, Rule } from '../core/rules/rule';

/** A Region in which the global profiles of models are called. */
export function writeSourceRegionRules(models: readonly ClaudeModel[]): Rule<string>[] {
  const listUnavailable = (region: string) => models.filter((model) => !model.isAvailableFrom(region)).map(({ modelId }) => modelId);
  return [
    matches(REGION_CODE, 'must be the code of the Region in which the profile is called, such as "af-south-1"', 'Write it as AWS does'),
    {
      holds: (region) => listUnavailable(region).length === 0,
      rule: (region) => 'must be a Region from which the global inference profile can be called; ' +
        `not known for ${listUnavailable(region).join(', ')}`,
      remedy: 'Call from a Region on the model card; if AWS has added this one since, make the model by ClaudeModel.of() with ' +
        '\'sourceRegions\'',
    },
  ];
}

/** Throws for a concrete Region from which a model is known not to be callable. */
export function requireSourceRegion(scope: IConstruct, models: readonly ClaudeModel[], sourceRegion: string): void {
  refuse(scope, findFaults({ sourceRegion }, { sourceRegion: writeSourceRegionRules(models) }, isConcrete));
}
