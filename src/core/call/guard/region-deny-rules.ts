import { EXEMPT_ACTION_RULES, EXEMPT_PRINCIPAL_RULES } from './guard-rules';
import { comparing, each, must, Rules } from '../../rules/rule';
import { CallableModel, writeAvailabilityRules } from '../../statements/model-rules';
import { REGION_LIST_RULES } from '../../statements/region-rules';

/** The values that a Region deny is given. */
interface RegionDenyValues {
  readonly allowedRegions: string[];
  readonly admitModels: CallableModel[];
  readonly admitFrom?: string[];
  readonly exemptActions?: string[];
  readonly exemptPrincipalArns?: string[];
}

/** The rules on a Region deny, without those on the form of its models. `ifNewer` says what to do if AWS has added a Region since. */
export function writeRegionDenyRules({ admitModels = [] }: Partial<RegionDenyValues>, ifNewer: string): Rules<RegionDenyValues> {
  const [, availability] = writeAvailabilityRules('admitModels', admitModels, ifNewer);
  return {
    allowedRegions: [
      ...REGION_LIST_RULES,
      comparing(['admitModels'], must<unknown, RegionDenyValues>(
        (_, given) => given.admitFrom !== undefined || findSourceRegion(given) !== undefined,
        'must hold a Region from which all of \'admitModels\' can be called', `Allow such a Region too; ${ifNewer}`)),
    ],
    admitFrom: [
      ...REGION_LIST_RULES,
      comparing(['allowedRegions'], each<string, RegionDenyValues>(must(
        (region, { allowedRegions }) => allowedRegions.includes(region),
        'must hold Regions of \'allowedRegions\' only, because calls start there', 'Add it to \'allowedRegions\' or leave it out'))),
      comparing(['admitModels'], each(availability)),
    ],
    exemptActions: EXEMPT_ACTION_RULES,
    exemptPrincipalArns: EXEMPT_PRINCIPAL_RULES,
  };
}

/** Finds the first allowed Region from which all models can be called. */
export function findSourceRegion(
  { allowedRegions, admitModels }: Pick<RegionDenyValues, 'allowedRegions' | 'admitModels'>,
): string | undefined {
  return allowedRegions.find((region) => admitModels.every((model) => model.isAvailableFrom(region)));
}
