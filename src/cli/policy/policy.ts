import { PolicyArguments } from './arguments';
import { writeFiles } from './files';
import { FORMATS, PolicyFormat } from './formats';
import { JudgedPolicy, makeJudgedPolicy } from './judged-policy';
import { findKnownModel, writeUnconfirmed } from '../../core/facts/known-models';
import { PolicyFile, PolicyKind } from '../../core/policy-files/printed-policy';
import { writeLifeNote, writeUnlistedNote } from '../model-notes';
import { escapeControls, fold } from '../terminal';

/** The default name and description of each kind of policy. */
const DEFAULTS: Record<PolicyKind, { readonly name: string; readonly description: string }> = {
  'access': { name: 'claude-access', description: 'Calls of Claude through Amazon Bedrock global cross-Region inference' },
  'guard': { name: 'bedrock-guard', description: 'Denies Amazon Bedrock global cross-Region inference' },
  'region-deny': {
    name: 'bedrock-region-deny',
    description: 'Denies other Regions, and admits Amazon Bedrock global cross-Region inference for named models',
  },
  'endpoint': { name: 'claude-endpoint', description: 'An endpoint of Amazon Bedrock through which named callers call Claude' },
};

/** Prints a policy after it was judged, and returns the exit status. If the policy is not as promised, it prints nothing and returns 1. */
export function printPolicy(args: PolicyArguments): number {
  const kind = args.kind!;
  const policy = makeJudgedPolicy(kind, args);
  listNotes(policy).forEach((note) => printNote(`note: ${note}`));
  const { open, closed, faults } = policy.judged;
  if (faults.length > 0) {
    printNote('the policy does not do what it promises, so it is not printed. Report this as a bug in cdk-bedrock-cris, with the command ' +
      `line:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    return 1;
  }
  const { name, description } = DEFAULTS[kind];
  const files = FORMATS[args.format]({
    kind,
    name: args.name ?? name,
    isNamed: args.name !== undefined,
    description,
    documents: policy.documents,
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
    files.forEach(({ path }) => printNote(`wrote ${path} in ${args.out}`));
  }
  printNote(`judged offline: ${open} allowed and ${closed} denied as promised, ${policy.scope}`);
  return 0;
}

/** Writes one file by itself, and each of several below its path. Documents as JSON are one per line. */
function writeOutput(files: readonly PolicyFile[], format: PolicyFormat): string {
  return files.length === 1 || format === 'json' ? files.map(({ text }) => text).join('')
    : files.map(({ path, text }) => `# ${path}\n${text.trimEnd()}\n`).join('\n');
}

function listNotes({ modelIds, regions, documents, notes = [] }: JudgedPolicy): string[] {
  const ofModels = modelIds.flatMap((modelId) => [
    ...modelId.startsWith('anthropic.') ? [writeUnlistedNote(modelId), writeLifeNote(modelId)] : [],
    ...regions.map((region) => writeRegionNote(modelId, region)),
  ]);
  const all = documents.length === 2 ? 'both' : `all ${documents.length}`;
  const several = documents.length === 1 ? [] : [`one managed policy is too small for these models: attach ${all}`];
  return [...ofModels.filter((note) => note !== undefined), ...several, ...notes];
}

/** Writes a note if AWS does not confirm that a model can be called from a Region. */
function writeRegionNote(modelId: string, region: string): string | undefined {
  return findKnownModel(modelId)?.confirmedRegions.includes(region) === false
    ? writeUnconfirmed([modelId], region) : undefined;
}

function printNote(text: string): void {
  console.error(fold(`cdk-bedrock-cris: ${escapeControls(text)}`));
}
