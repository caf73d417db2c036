import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AdmittedRegionDeny, RegionDenyAdmissionOptions } from './region-deny-admission';
import { ClaudeModel } from '../catalog/claude-model';
import { got, isConcrete } from '../checks/fail';
import { admit } from '../core/call/admit';
import { REGION_CODE } from '../core/facts/regions';
import { PolicySource } from '../simulator/policy-source';

/** Checks what is asked of an edit, and makes it. */
export function admitted(source: PolicySource, options: RegionDenyAdmissionOptions): AdmittedRegionDeny {
  const { admitModels: models, admitFrom, applicationProfiles } = options;
  if (typeof source?._document !== 'object') {
    throw new Error(`'policy' must be a PolicySource, ${got(source)}. For JSON use PolicySource.fromJson(), for text fromJsonText()`);
  }
  const refuse = (rule: string, value: unknown, remedy: string): never => {
    throw new Error(`policy '${source.name}': ${rule}, ${got(value)}. ${remedy}`);
  };
  if (!Array.isArray(models) || models.length === 0 || models.some((model?: ClaudeModel) => typeof model?.modelId !== 'string')) {
    refuse('\'admitModels\' must list at least one ClaudeModel', models, 'For example [ClaudeModel.SONNET_5_5]');
  }
  if (!Array.isArray(admitFrom) || admitFrom.length === 0) {
    refuse('\'admitFrom\' must list the Regions from which the models may be called', admitFrom, 'For example ["af-south-1"]');
  }
  const open = [...models.map(({ modelId }) => modelId), ...admitFrom].find((value) => !isConcrete(value));
  if (open !== undefined) {
    refuse('\'admitModels\' and \'admitFrom\' must be concrete, since the document is edited at synthesis', open, 'Give the values that they will have');
  }
  for (const region of admitFrom) {
    const missing = models.find((model) => !model.isAvailableFrom(region));
    if (!REGION_CODE.test(region)) {
      refuse('\'admitFrom\' must hold codes of Regions, such as "af-south-1"', region, 'Wildcards and "unspecified" would open every Region');
    }
    if (missing) {
      refuse(`'admitFrom' must hold Regions from which the global inference profile can be called; not known for ${missing.modelId}`, region,
        'If AWS has added this one since, make the model by ClaudeModel.of() with \'sourceRegions\'');
    }
  }
  const { document, changes, remarks } = admit(source.name, source._document, {
    modelIds: models.map(({ modelId }) => modelId),
    sources: admitFrom.map((region) => ({ region, partition: RegionInfo.get(region).partition ?? 'aws' })),
    applicationProfiles,
  });
  return { document, changes: [...changes], remarks: [...remarks] };
}
