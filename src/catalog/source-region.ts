import { IConstruct } from 'constructs';
import { ClaudeModel } from './claude-model';
import { fail, got, isConcrete } from '../checks/fail';
import { REGION_CODE } from '../core/facts/regions';

/** Throws for a concrete Region from which a model is known not to be callable. */
export function requireSourceRegion(scope: IConstruct, models: readonly ClaudeModel[], region: string, prop = 'sourceRegion'): void {
  if (!isConcrete(region)) {
    return;
  }
  if (!REGION_CODE.test(region)) {
    fail(scope, `'${prop}' must be the code of the Region in which the profile is called, such as "af-south-1", ${got(region)}`);
  }
  const unavailable = models.filter((model) => !model.isAvailableFrom(region)).map((model) => model.modelId);
  if (unavailable.length > 0) {
    fail(scope, `'${prop}' must be a Region from which the global inference profile can be called; not known for ${unavailable.join(', ')}, ` +
      `${got(region)}. Call from a Region on the model card; if AWS has added this one since, make the model by ClaudeModel.of() with 'sourceRegions'`);
  }
}
