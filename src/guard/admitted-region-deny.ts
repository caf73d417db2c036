import { AdmittedRegionDeny, RegionDenyAdmissionOptions } from './region-deny-admission';
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
    rules: () => writeRules(options.admitModels),
  }, () => true);
  if (faults.length > 0) {
    throw new Error(`policy '${source.name}': ${writeFaults(faults)}`);
  }
  const { admitModels, admitFrom, applicationProfiles } = options;
  const { document, changes, remarks } = admit(source.name, source._document, {
    modelIds: admitModels.map(({ modelId }) => modelId),
    sources: admitFrom.map((region) => ({ region, partition: findPartition(region) })),
    applicationProfiles,
  });
  return { document, changes: [...changes], remarks: [...remarks] };
}

function writeRules(admitModels: readonly ClaudeModel[]): Rules<RegionDenyAdmissionOptions> {
  const [, availability] = writeSourceRegionRules('admitModels', admitModels);
  return {
    admitModels: [
      required(atLeastOne('list at least one ClaudeModel', 'For example [ClaudeModel.SONNET_5_5]')),
      each(must<ClaudeModel, unknown>(({ modelId }) => isConcrete(modelId), ...CONCRETE, ({ modelId }) => describeValue(modelId))),
    ],
    admitFrom: [
      required(atLeastOne('list the Regions from which the models may be called', 'For example ["af-south-1"]')),
      each(must<string, unknown>(isConcrete, ...CONCRETE),
        matches(REGION_CODE, 'must hold codes of Regions, such as "af-south-1"', 'Wildcards and "unspecified" would open every Region')),
      comparing(['admitModels'], each(availability)),
    ],
  };
}
