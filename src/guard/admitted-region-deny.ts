import { AdmittedRegionDeny, RegionDenyAdmissionOptions } from './region-deny-admission';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { writeSourceRegionRules } from '../catalog/model-rules';
import { findPropFaults, isConcrete } from '../checks/check';
import { admit } from '../core/call/admit';
import { findPartition, REGION_CODE } from '../core/facts/regions';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, comparing, each, matches, must, required, Rules, writeFaults } from '../core/rules/rule';
import { PolicySource } from '../simulator/policy-source';

/** A rule and its remedy. */
const CONCRETE = ['must be concrete, since the document is edited at synthesis', 'Give the values that they will have'] as const;

/** Checks what is asked of an edit, and makes it. */
export function admitIn(source: PolicySource, options: RegionDenyAdmissionOptions): AdmittedRegionDeny {
  if (source?._document === undefined) {
    throw new Error(`'policy' must be a PolicySource, got: ${describeValue(source)}. For JSON use PolicySource.fromJson(), for text ` +
      'fromJsonText()');
  }
  const faults = findPropFaults(options, {
    name: 'options',
    must: 'must say what is admitted',
    example: '{ admitModels: [ClaudeModel.SONNET_5_5], admitFrom: ["af-south-1"] }',
    rules: () => writeRules(options),
  }, () => true);
  if (faults.length > 0) {
    throw new Error(`policy '${source.name}': ${writeFaults(faults)}`);
  }
  const { admitFrom, admitProfiles, applicationProfiles = admitProfiles !== undefined } = options;
  const { document, changes, remarks } = admit(source.name, source._document, {
    modelIds: [...new Set(listModels(options).map(({ modelId }) => modelId))],
    sources: admitFrom.map((region) => ({ region, partition: findPartition(region) })),
    applicationProfiles,
  });
  return { document, changes: [...changes], remarks: [...remarks] };
}

function listModels({ admitModels = [], admitProfiles = [] }: RegionDenyAdmissionOptions): ClaudeModel[] {
  return [...admitModels, ...admitProfiles.flatMap((profile) => profile?.model ?? [])];
}

function writeRules(options: RegionDenyAdmissionOptions): Rules<RegionDenyAdmissionOptions> {
  const [, availability] = writeSourceRegionRules('admitModels', listModels(options));
  const someModels = atLeastOne('list at least one ClaudeModel', 'For example [ClaudeModel.SONNET_5_5]');
  return {
    admitModels: [
      options.admitProfiles === undefined ? required(someModels) : someModels,
      each(must<ClaudeModel, unknown>(({ modelId }) => isConcrete(modelId), ...CONCRETE, ({ modelId }) => describeValue(modelId))),
    ],
    admitProfiles: [
      atLeastOne('list at least one application profile', 'Leave it out where there is none'),
      each(
        must<IApplicationProfile, unknown>(({ model }) => model?.modelId !== undefined, 'must hold application profiles',
          'For example new ApplicationProfile(…)'),
        must<IApplicationProfile, unknown>(({ model }) => isConcrete(model.modelId), ...CONCRETE,
          ({ model }) => describeValue(model.modelId)),
      ),
    ],
    applicationProfiles: [must((applicationProfiles) => applicationProfiles || options.admitProfiles === undefined,
      'must not be false where \'admitProfiles\' is given, which asks for them', 'Leave one out')],
    admitFrom: [
      required(atLeastOne('list the Regions from which the models may be called', 'For example ["af-south-1"]')),
      each(must<string, unknown>(isConcrete, ...CONCRETE),
        matches(REGION_CODE, 'must hold codes of Regions, such as "af-south-1"', 'Wildcards and "unspecified" would open every Region')),
      comparing(['admitModels', 'admitProfiles'], each(availability)),
    ],
  };
}
