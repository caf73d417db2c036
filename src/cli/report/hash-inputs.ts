import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ReportArguments } from './arguments';
import { EvidenceFile, EvidenceInputs } from '../../core/app/evidence';
import { isDirectory, leadsToItself, listFiles, readAgain } from '../input';

/** Hashes files of an assembly, sorted by name. A template that is missing is among what was not judged. */
export function hashAssemblyFiles(directory: string, files: Iterable<string>): { readonly file: string; readonly sha256: string }[] {
  return [...new Set(files)].sort().flatMap((file) => {
    const sha256 = hashFile(join(directory, file));
    return sha256 === undefined ? [] : [{ file, sha256 }];
  });
}

/** Hashes what decides answers apart from the templates: the manifests, and the files of --scp and --organization. */
export function hashInputs(
  args: ReportArguments, tool: string, manifests: readonly { readonly file: string; readonly sha256: string }[],
): EvidenceInputs {
  const { levels, organization } = args;
  return {
    tool,
    options: listOptions(args),
    files: [
      ...manifests.map((one) => ({ from: 'assembly' as const, ...one })),
      ...levels.flatMap(({ files }) => files).flatMap((path) => isDirectory(path) ? listReadable(path) : [path])
        .map((path) => describeFile('--scp', path)),
      ...organization === undefined ? [] : [describeFile('--organization', organization)],
    ],
  };
}

function listReadable(directory: string): string[] {
  return listFiles(directory).filter((path) => !leadsToItself(path));
}

function describeFile(from: EvidenceFile['from'], file: string): EvidenceFile {
  const sha256 = hashFile(file);
  return { from, file, ...sha256 !== undefined && { sha256 } };
}

function hashFile(path: string): string | undefined {
  const bytes = readAgain(path);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}

/** Lists the options that decide answers, or what is shown. */
function listOptions({ levels, organization, fullAwsAccess, strict, only }: ReportArguments): string[] {
  return [
    ...levels.flatMap(({ name, files }) => [...name === '' ? [] : [`--scp-level ${name}`], ...files.map((file) => `--scp ${file}`)]),
    ...organization === undefined ? [] : [`--organization ${organization}`],
    ...fullAwsAccess ? [] : ['--no-full-aws-access'],
    ...strict ? ['--strict'] : [],
    ...only === undefined ? [] : [`--only ${only.join(',')}`],
  ];
}
