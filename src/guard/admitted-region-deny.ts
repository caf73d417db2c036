import { AdmittedRegionDeny, RegionDenyAdmissionOptions } from './region-deny-admission';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { writeSourceRegionRules } from '../catalog/model-rules';
import { findPropFaults, isConcrete } from '../checks/check';
import { copyJson } from '../checks/copy-json';
import { admit } from '../core/call/admit';
import { Admission } from '../core/call/probes';
import { findPartition, REGION_CODE } from '../core/facts/regions';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, comparing, each, matches, must, required, Rules, writeFaults } from '../core/rules/rule';
import { PolicySource } from '../simulator/policy-source';

/** A rule and its remedy. */
const CONCRETE = ['must be concrete, since the document is edited at synthesis', 'Give the values that they will have'] as const;

/** Checks the options of an edit, and edits the Region deny. */
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
  const sources = options.admitFrom.map((region) => ({ region, partition: findPartition(region) }));
  let edited: AdmittedRegionDeny = { document: copyJson(source._document), changes: [], remarks: [] };
  for (const admission of listAdmissions(options)) {
    const { document, changes, remarks } = admit(source.name, edited.document, { ...admission, sources });
    edited = { document, changes: [...edited.changes, ...changes], remarks: [...new Set([...edited.remarks, ...remarks])] };
  }
  return edited;
}

/** Lists what is admitted in turn: each model is admitted only in the ways that were asked for it. */
function listAdmissions({ admitModels = [], admitProfiles = [], applicationProfiles }: RegionDenyAdmissionOptions): Ways[] {
  const listIds = (models: readonly ClaudeModel[]) => [...new Set(models.map(({ modelId }) => modelId))];
  const [own, behind] = [listIds(admitModels), listIds(admitProfiles.map(({ model }) => model))];
  const both = own.filter((modelId) => applicationProfiles || behind.includes(modelId));
  const ways: Ways[] = [
    { modelIds: own.filter((modelId) => !both.includes(modelId)) },
    { modelIds: both, applicationProfiles: 'too' },
    { modelIds: behind.filter((modelId) => !own.includes(modelId)), applicationProfiles: 'instead' },
  ];
  return ways.filter(({ modelIds }) => modelIds.length > 0);
}

type Ways = Omit<Admission, 'sources'>;

/** Lists the models before the rules have checked the options, so it trusts nothing. */
function listModels({ admitModels, admitProfiles }: RegionDenyAdmissionOptions): ClaudeModel[] {
  const [models, profiles] = [admitModels, admitProfiles].map((list: unknown) => Array.isArray(list) ? list : []);
  return [...models, ...profiles.flatMap((profile: IApplicationProfile) => profile?.model ?? [])];
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
      atLeastOne('list at least one application profile', 'Leave it out if there is none'),
      each(
        must<IApplicationProfile, unknown>(({ model }) => model?.modelId !== undefined, 'must hold application profiles',
          'For example new ApplicationProfile(…)'),
        must<IApplicationProfile, unknown>(({ model }) => isConcrete(model.modelId), ...CONCRETE,
          ({ model }) => describeValue(model.modelId)),
        comparing(['admitFrom'], must<IApplicationProfile, RegionDenyAdmissionOptions>(
          ({ sourceRegion }, { admitFrom }) => !isConcrete(sourceRegion) || admitFrom.includes(sourceRegion),
          'must be called in a Region of \'admitFrom\'', 'Add its Region there',
          ({ name, sourceRegion }) => `'${name}' of ${sourceRegion}`)),
      ),
    ],
    admitFrom: [
      required(atLeastOne('list the Regions from which the models may be called', 'For example ["af-south-1"]')),
      each(must<string, unknown>(isConcrete, ...CONCRETE),
        matches(REGION_CODE, 'must hold codes of Regions, such as "af-south-1"', 'Wildcards and "unspecified" would open every Region')),
      comparing(['admitModels', 'admitProfiles'], each(availability)),
    ],
  };
}
