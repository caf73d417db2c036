import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tasks } from '../../.projen/tasks.json';
import manifest from '../../package.json';
import { listFiles } from '../../projenrc/pages';

/** What pages may have their readers call: what a stand-in does, and what is wrong with its arguments. */
export interface Program {
  /** In the words of bash, after the call was noted; by default it does nothing. */
  readonly body?: string;
  readonly judge?: (args: readonly string[], page: string, place: string) => string | undefined;
}

const NOTHING_TO_JUDGE: Program = {};
const JEST_PROJECTS = manifest.jest.projects.map(({ displayName }) => displayName);
const { targets } = manifest.jsii;
/** What users install next to ours, by the name that their language has for it. */
const OTHER_PACKAGES = ['boto3', 'Amazon.CDK.Lib', 'tsx', 'typescript', '@types/node'];
const OUR_NAMES = [
  manifest.name, targets.python.distName, targets.dotnet.packageId, `${targets.go.moduleName}/${targets.go.packageName}`,
];

/** Each program that may be in a block of `sh`, or on a line of `text` that begins with `$`. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  // Of Amazon's commands botocore is the judge: aws.test.ts. Answers let the scripts of the pages go their whole way.
  'aws': {
    body: `case "$2" in
      get-use-case-for-model-access) echo ResourceNotFoundException >&2; exit 1;;
      get-region-opt-status) echo DISABLED;;
      get-foundation-model-availability) echo NOT_AVAILABLE;;
      assume-role) echo key secret token;;
      describe-policy | lookup-events) exec /bin/cat "$FILES/$2.json";;
      *) echo reply;;
    esac`,
  },
  'cdk-bedrock-cris': {
    body: `words=$("$NODE" --require "$FILES/day.cjs" "$CLI" "$@" 2> "$LOG.err"); status=$?; err=$(< "$LOG.err")
      [[ -z $words ]] || printf '%s\\n' "$words"; [[ -z $err ]] || printf '%s\\n' "$err" >&2
      note 'exit status' "$status" "$err" "$@"; exit "$status"`,
  },
  'exit status': {
    judge: ([status, err, ...args]) => ['0', '1'].includes(status) ? undefined : `'${args.join(' ')}' exits with ${status}: ${err}`,
  },
  'npx': {
    body: `case "$1 $2 $3 $4" in
      cdk-bedrock-cris*) exec cdk-bedrock-cris "\${@:2}";;
      'cdk synth --quiet --app') cd "$ROOT"; CDK_OUTDIR=$OLDPWD/cdk.out "$NODE" node_modules/tsx/dist/cli.mjs \${5#npx tsx };;
    esac`,
    judge: judgeNpx,
  },
  'node': {
    body: '[[ $1 != lib/cli/main.js ]] || exec cdk-bedrock-cris "${@:2}"', // which `.ci/run` compiles later
    judge: (args) => {
      const file = args.find((arg) => !arg.startsWith('-'))!;
      return existsSync(file) || file === 'lib/cli/main.js' ? undefined : `there is no ${file}`;
    },
  },
  'npm': { judge: judgeNpm },
  'pip': { judge: ([, ...names]) => judgePackages(names) },
  'dotnet': { judge: ([, , name]) => judgePackages([name]) },
  'go': { judge: ([, name]) => judgePackages([name]) },
  'cp': { judge: (args, page, place) => judgeFiles(args.slice(0, -1), page, place) },
  'python': { judge: ([file], page, place) => judgeFiles([file], page, place) },
  'python3': {
    body: '[[ "$1 $2" != "-m venv" ]] || { /bin/mkdir -p "$3/bin"; : > "$3/bin/activate"; }',
    judge: (args) => args.slice(0, 2).join(' ') === '-m venv' ? undefined : `nothing judges 'python3 ${args.join(' ')}'`,
  },
  'sudo': { body: 'exec "$@"' },
  'jq': { body: 'exec /usr/bin/env -i PATH=/usr/bin:/bin jq "$@"' },
  'git': NOTHING_TO_JUDGE,
  'diff': NOTHING_TO_JUDGE,
  'cat': { body: 'exec /bin/cat "$@"' },
  'mkdir': { body: '[[ " $* " == *\' /\'* ]] || exec /bin/mkdir "$@"' }, // within the reader's folder
  'tee': NOTHING_TO_JUDGE,
  'uuidgen': { body: 'echo 00000000-0000-4000-8000-000000000000' },
  'gh': NOTHING_TO_JUDGE, // it is not installed here, and publishes no model of what it takes
};

function judgeNpx([program, ...args]: readonly string[], page: string, place: string): string | undefined {
  switch (program) {
    case 'cdk-bedrock-cris': return undefined; // runs for real
    case 'cdk': return judgeCdk(args);
    case 'projen': return args.length === 0 || args[0] in tasks ? undefined : `projen has no task '${args[0]}'`;
    case 'jest': return judgeJest(args);
    case 'tsx': return judgeFiles(args.slice(args[0] === '--tsconfig' ? 2 : 0, args[0] === '--tsconfig' ? 3 : 1), page, place);
    default: return `nothing here judges 'npx ${program}'`;
  }
}

const helps = new Map<string, string>();

function judgeCdk([command, ...args]: readonly string[]): string | undefined {
  const ask = () => spawnSync(process.execPath, ['node_modules/aws-cdk/bin/cdk', command, '--help'], { encoding: 'utf8' }).stdout;
  const help = helps.get(command) ?? ask();
  helps.set(command, help);
  if (!help.startsWith(`cdk ${command} `)) {
    return `the CDK CLI has no command '${command}'`;
  }
  const unknown = args.filter((arg) => arg.startsWith('-')).filter((arg) => !new RegExp(`(^|\\s)${arg}\\b`, 'm').test(help));
  return unknown.length === 0 ? undefined : `'cdk ${command}' does not take ${unknown.join(', ')}`;
}

function judgeJest(args: readonly string[]): string | undefined {
  const tests = listFiles('test', '.test.ts');
  const of = (option: string) => args.includes(option) ? args.slice(args.indexOf(option) + 1) : [];
  const untilOption = (words: readonly string[]) => words.slice(0, [...words, '-'].findIndex((word) => word.startsWith('-')));
  const projects = untilOption(of('--selectProjects')).filter((name) => !JEST_PROJECTS.includes(name));
  const patterns = [...untilOption(args), ...untilOption(of('--testPathPatterns'))]
    .filter((pattern) => !tests.some((test) => new RegExp(pattern).test(test)));
  return projects.length + patterns.length === 0 ? undefined : `jest finds no ${[...projects, ...patterns].join(', ')}`;
}

function judgeNpm([command, ...args]: readonly string[], page: string): string | undefined {
  switch (command) {
    case 'run': {
      const name = args.find((arg) => !arg.startsWith('-'))!;
      const isOfReader = () => readFileSync(page, 'utf8').includes(`npm pkg set scripts.${name}=`);
      return name in manifest.scripts || isOfReader() ? undefined : `package.json has no script '${name}'`;
    }
    case 'install':
    case 'pack': return judgePackages(args);
    default: return ['ci', 'test', 'init', 'pkg', 'audit'].includes(command) ? undefined : `nothing here judges 'npm ${command}'`;
  }
}

/** Packages that are neither ours nor known, or that have another version than here. */
function judgePackages(args: readonly string[]): string | undefined {
  const ours: Readonly<Record<string, string>> = { ...manifest.devDependencies, ...manifest.peerDependencies };
  const wrong = args.filter((arg) => !arg.startsWith('-') && !/\.(tgz|whl)$/.test(arg)).filter((arg) => {
    const [, name, version] = /^(@?[^@]+)(?:@(.+))?$/.exec(arg)!;
    if (version === undefined || version === 'VERSION' || OTHER_PACKAGES.includes(name)) {
      return ![...OUR_NAMES, ...OTHER_PACKAGES, ...Object.keys(ours)].includes(name);
    }
    return ours[name] !== version && manifest.devDependencies[name as keyof typeof manifest.devDependencies] !== version;
  });
  return wrong.length === 0 ? undefined : `package.json does not have ${wrong.join(', ')}`;
}

/** Files that are neither in the reader's folder, nor next to the page, nor in a clone; packages are built. */
function judgeFiles(files: readonly string[], page: string, place: string): string | undefined {
  const folders = [place, '.', join(page, '..'), 'examples'];
  const missing = files.filter((file) => !/^-|\.(tgz|whl)$/.test(file))
    .filter((file) => !folders.some((folder) => existsSync(join(folder, file.replace(/^.*cdk-bedrock-cris\/|^\//, '')))));
  return missing.length === 0 ? undefined : `there is no ${missing.join(', ')}`;
}
