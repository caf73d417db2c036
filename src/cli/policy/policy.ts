import { PolicyArguments, PolicyFormat } from './arguments';
import { AskedPolicy, askPolicy } from './ask';
import { writeFiles } from './files';
import { findKnownModel } from '../../core/facts/known-models';
import { writeCloudFormation } from '../../core/policy-files/cloudformation';
import { writeJsonFiles } from '../../core/policy-files/json-file';
import { writeCfct, writeLza } from '../../core/policy-files/landing-zones';
import { PolicyFile, PolicyKind, PrintedPolicy } from '../../core/policy-files/printed-policy';
import { writeTerraform, writeTerraformJson } from '../../core/policy-files/terraform';
import { writeLifeNote, writeUnlistedNote } from '../model-notes';
import { escapeControls, fold } from '../terminal';

const WRITE: Record<PolicyFormat, (policy: PrintedPolicy) => PolicyFile[]> = {
  'json': writeJsonFiles,
  'terraform': writeTerraform,
  'terraform-json': writeTerraformJson,
  'cloudformation': writeCloudFormation,
  'cfct': writeCfct,
  'lza': writeLza,
};

/** What a policy of each kind is called and described as. */
const DEFAULTS: Record<PolicyKind, { readonly name: string; readonly description: string }> = {
  'access': { name: 'claude-access', description: 'Calls of Claude through Amazon Bedrock global cross-Region inference' },
  'guard': { name: 'bedrock-guard', description: 'Denies Amazon Bedrock global cross-Region inference' },
  'region-deny': {
    name: 'bedrock-region-deny',
    description: 'Denies other Regions, and admits Amazon Bedrock global cross-Region inference for named models',
  },
  'endpoint': { name: 'claude-endpoint', description: 'An endpoint of Amazon Bedrock through which named callers call Claude' },
};

/** `policy`: prints a policy once it is judged, and returns the exit status: 1, and nothing printed, where it is not as promised. */
export function printPolicy(args: PolicyArguments): number {
  const kind = args.kind!;
  const asked = askPolicy(kind, args);
  listNotes(asked).forEach((note) => tell(`note: ${note}`));
  const { open, closed, faults } = asked.judged;
  if (faults.length > 0) {
    tell(`the policy is not as promised, so it is not printed. Report this as a fault of cdk-bedrock-cris, with the command line:\n${
      faults.map((fault) => `- ${fault}`).join('\n')}`);
    return 1;
  }
  const { name, description } = DEFAULTS[kind];
  const files = WRITE[args.format]({
    kind,
    name: args.name ?? name,
    isNamed: args.name !== undefined,
    description,
    documents: asked.documents,
    account: args.account,
    region: args.region,
    targets: args.targets,
    units: args.units,
    homeRegion: args.homeRegion,
  });
  if (args.out === undefined) {
    console.log(writeOutput(files, args.format).trimEnd());
  } else {
    writeFiles(args.out, files, args.force);
    files.forEach(({ path }) => tell(`wrote ${path} in ${args.out}`));
  }
  tell(`judged offline: ${open} allowed and ${closed} denied as promised, of ${asked.scope}`);
  return 0;
}

/** One file stands alone; before each of several stands where it belongs. Documents alone are one for each line. */
function writeOutput(files: readonly PolicyFile[], format: PolicyFormat): string {
  return files.length === 1 || format === 'json' ? files.map(({ text }) => text).join('')
    : files.map(({ path, text }) => `# ${path}\n${text.trimEnd()}\n`).join('\n');
}

function listNotes({ modelIds, regions, documents }: AskedPolicy): string[] {
  const ofModels = modelIds.flatMap((modelId) => [
    ...modelId.startsWith('anthropic.') ? [writeUnlistedNote(modelId), writeLifeNote(modelId)] : [],
    ...regions.map((region) => writeRegionNote(modelId, region)),
  ]);
  const several = documents.length === 1 ? [] : [`one managed policy is too small for these models: attach all ${documents.length}`];
  return [...ofModels.filter((note) => note !== undefined), ...several];
}

/** Says where AWS does not confirm that a model can be called from a Region. */
function writeRegionNote(modelId: string, region: string): string | undefined {
  return findKnownModel(modelId)?.confirmedRegions.includes(region) === false
    ? `nothing of AWS that was read confirms ${region} for ${modelId}: that its global profile can be called from there is assumed`
    : undefined;
}

function tell(text: string): void {
  console.error(fold(`cdk-bedrock-cris: ${escapeControls(text)}`));
}
