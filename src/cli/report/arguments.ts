import { FINDING_RULES } from '../../core/app/report';
import { LevelFiles } from '../arguments';
import { chooseOne, parseOptions, refuseRepeats, REPORT_OPTIONS, requireMatch } from '../options';
import { BadUsage } from '../usage';

const RULES: readonly string[] = [...FINDING_RULES, 'not-judged'];
const ALL = 'FINDINGS';

export interface ReportArguments {
  readonly help: boolean;
  readonly version: boolean;
  /** The directory of a cloud assembly. */
  readonly directory: string;
  /** Levels of an organization, from the top. A file without a level has a level of its own. */
  readonly levels: readonly LevelFiles[];
  readonly organization?: string;
  readonly fullAwsAccess: boolean;
  readonly strict: boolean;
  /** The findings to show, and nothing else. Everything by default. */
  readonly only?: readonly string[];
  readonly evidence: boolean;
  readonly commit?: string;
  readonly date?: string;
  readonly format: 'table' | 'json' | 'html';
  readonly out?: string;
}

/** Reads the command line of `report`. Throws BadUsage for a wrong one. */
export function readReportArguments(args: readonly string[]): ReportArguments {
  const { values, tokens } = parseOptions(args, REPORT_OPTIONS);
  refuseRepeats(tokens, REPORT_OPTIONS);
  const directories: string[] = [];
  const levels: { readonly name: string; readonly files: string[] }[] = [];
  let takesFiles = false; // the words after --scp are further files
  let isNamed = false;
  const addFile = (file: string) => {
    if (isNamed) {
      levels[levels.length - 1].files.push(file);
    } else {
      levels.push({ name: '', files: [file] });
    }
  };
  for (const token of tokens) {
    if (token.kind === 'option') {
      takesFiles = token.name === 'scp';
      if (token.name === 'scp') {
        addFile(token.value!);
      } else if (token.name === 'scp-level') {
        isNamed = true;
        levels.push({ name: token.value!, files: [] });
      }
    } else if (token.kind === 'positional') {
      (takesFiles ? addFile : (directory: string) => directories.push(directory))(token.value);
    }
  }
  const empty = levels.find(({ files }) => files.length === 0);
  if (empty) {
    throw new BadUsage(`--scp-level ${empty.name} must be followed by the --scp files of that level`);
  }
  if (directories.length > 1) {
    throw new BadUsage(`report takes one directory, got: ${directories.join(', ')}. Write it before --scp, which takes all words after it`);
  }
  const format = chooseOne('format', values.format, ['table', 'json', 'html']) as ReportArguments['format'];
  if (values.evidence && format === 'table' && !values.help) {
    throw new BadUsage('--evidence must be given with --format json or --format html: the table cannot hold the record');
  }
  if (values.out === '') {
    throw new BadUsage('--out must be the name of a file, got: "". For example --out report.html');
  }
  return {
    help: values.help === true,
    version: values.version === true,
    directory: directories[0] ?? 'cdk.out',
    levels,
    organization: values.organization,
    fullAwsAccess: values['no-full-aws-access'] !== true,
    strict: values.strict === true,
    only: values.only === undefined ? undefined : readOnly(values.only),
    evidence: values.evidence === true,
    commit: readCommit(values.commit, values.evidence === true),
    date: readDate(values.date),
    format,
    out: values.out,
  };
}

function readCommit(given: string | undefined, hasEvidence: boolean): string | undefined {
  const commit = requireMatch('commit', given, /^[\w./-]{1,100}$/, 'the ID of a commit, or a tag');
  if (commit !== undefined && !hasEvidence) {
    throw new BadUsage('--commit must be given with --evidence, whose record names the commit');
  }
  return commit;
}

function readOnly(given: string): readonly string[] {
  const names = given.split(',').map((name) => name.trim());
  const odd = names.find((name) => name !== ALL && !RULES.includes(name));
  if (odd !== undefined) {
    throw new BadUsage(`--only must be some of ${RULES.join(', ')}, with commas between them, or the word ${ALL} for all of them, got: ${
      JSON.stringify(odd === '' ? given : odd)}`);
  }
  return names.includes(ALL) ? RULES : names;
}

function readDate(given: string | undefined): string | undefined {
  const date = requireMatch('date', given, /^\d{4}-\d{2}-\d{2}$/, 'a day, such as 2026-11-30');
  if (date !== undefined && !isDay(date)) {
    throw new BadUsage(`--date must be a day, such as 2026-11-30, got: ${JSON.stringify(date)}`);
  }
  return date;
}

/** Whether a day exists: JavaScript reads 30 February as 2 March. */
function isDay(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
