import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly 'needs'?: string | string[];
  readonly 'permissions'?: Record<string, string>;
  readonly 'environment'?: { readonly name: string };
  readonly 'uses'?: string;
  readonly 'if'?: string;
  readonly 'timeout-minutes'?: number;
  readonly 'steps'?: Step[];
}

const FOLDER = '.github/workflows';
const WORKFLOWS = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, 'utf8') }));
const JOBS = WORKFLOWS.flatMap(({ file, text }) =>
  Object.entries(parse(text).jobs as Record<string, Job>).map(([id, job]) => ({ id: `${file.replace('.yml', '')}/${id}`, job })));
const RELEASE: { on: Record<string, unknown>; jobs: Record<string, Job> } = parse(readFileSync(`${FOLDER}/release.yml`, 'utf8'));
/** In the order in which they run. */
const REGISTRIES = ['maven', 'nuget', 'pypi', 'golang', 'npm'];

describe('every workflow', () => {
  test('names each action by its commit, with the version beside it', () => {
    const uses = WORKFLOWS.flatMap(({ text }) => [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action));
    expect(uses.length).toBeGreaterThan(20);
    expect(uses.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(['./.github/workflows/ci.yml']);
  });

  test('runs no tool in whatever version is newest', () => {
    const commands = JOBS.flatMap(({ job }) => job.steps ?? []).flatMap(({ run }) => run ?? []).join('\n');
    expect(commands).not.toMatch(/@latest|npx (-p|--package)|npm (i|install) |pip install/);
    expect(commands).toMatch(/npm ci/);
  });

  test('puts no expression into a command, where its value would be code', () => {
    expect(JOBS.flatMap(({ job }) => job.steps ?? []).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('states what each job may do, and how long', () => {
    expect(JOBS.filter(({ job }) => !job.permissions || (!job.uses && !job['timeout-minutes']))).toEqual([]);
  });

  test('may write only where it must', () => {
    const writers = JOBS.flatMap(({ id, job }) =>
      Object.entries(job.permissions ?? {}).filter(([, access]) => access === 'write').map(([scope]) => `${id} ${scope}`));
    expect(writers.sort()).toEqual([
      'release/attest attestations', 'release/attest id-token',
      'release/github contents', 'release/npm id-token', 'release/nuget id-token', 'release/pypi id-token',
      'release/report issues', 'release/tag contents',
    ]);
  });

  test('leaves no token in a checkout', () => {
    const checkouts = JOBS.flatMap(({ job }) => job.steps ?? []).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });
});

describe('the release', () => {
  test('is started by a person, and by nothing else', () => {
    expect(Object.keys(RELEASE.on)).toEqual(['workflow_dispatch']);
  });

  test('publishes only what CI has passed and somebody has approved', () => {
    expect(RELEASE.jobs.ci.uses).toBe('./.github/workflows/ci.yml');
    expect(RELEASE.jobs.approve).toMatchObject({ needs: ['ci', 'packages', 'check'], environment: { name: 'release' } });
    for (const id of ['attest', 'tag', ...REGISTRIES, 'github']) {
      expect({ id, needs: ancestors(id) }).toEqual({ id, needs: expect.arrayContaining(['approve', 'check', 'ci', 'packages']) });
    }
  });

  test('tags first, shows the release last, and publishes one by one between them', () => {
    const chain = ['attest', 'tag', ...REGISTRIES, 'github'];
    chain.slice(1).forEach((id, index) => expect({ id, needs: needs(id) }).toEqual({ id, needs: ['packages', 'approve', chain[index]] }));
  });

  test('goes on where it broke: no job that changes anything asks whether the tag is there, or whether main has moved on', () => {
    expect(Object.entries(RELEASE.jobs).filter(([, job]) => job.if).map(([id]) => id)).toEqual(['report']);
  });

  test('builds once: the jobs that publish take the files of the job that built them', () => {
    for (const id of [...REGISTRIES, 'attest', 'github']) {
      const { steps } = RELEASE.jobs[id];
      expect(steps!.filter(({ uses }) => uses?.startsWith('actions/download-artifact@'))).toHaveLength(1);
      expect(steps!.map(({ run }) => run ?? '').join('\n')).not.toMatch(/projen|pacmak|jsii/);
    }
  });

  test('gives secrets and the environment of the trusted publishers to the jobs that publish, and to no other', () => {
    const privileged = Object.entries(RELEASE.jobs).filter(([, job]) => job.environment?.name === 'publish').map(([id]) => id);
    expect(privileged).toEqual(REGISTRIES);
    const secretive = Object.entries(RELEASE.jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.')).map(([id]) => id);
    expect(secretive).toEqual(['maven', 'golang']);
  });

  test('changes nothing in a dry run', () => {
    for (const id of REGISTRIES) {
      expect(RELEASE.jobs[id].steps!.at(-1)!.env!.PUBLIB_DRYRUN).toBe('${{ inputs.dry_run }}');
    }
    const writing = ['attest', 'tag', 'github'].flatMap((id) => RELEASE.jobs[id].steps!).filter(({ name }) => name);
    expect(writing.map((step) => [step.name, step.if])).toEqual([
      ['Attest the build', '${{ !inputs.dry_run }}'],
      ['Attest the bill of materials', '${{ !inputs.dry_run }}'],
      ['Tag', '${{ !inputs.dry_run }}'],
      ['Release', '${{ !inputs.dry_run }}'],
    ]);
    expect(RELEASE.jobs.report.if).toContain('!inputs.dry_run');
  });

  test('reports a failure of any job from the tag on', () => {
    expect(needs('report')).toEqual(expect.arrayContaining(['tag', ...REGISTRIES, 'github']));
  });

  test('docs/releasing.md has a row for each job, in their order, and names each secret', () => {
    const guide = readFileSync('docs/releasing.md', 'utf8');
    const rows = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, id]) => id);
    expect(rows).toEqual(Object.keys(RELEASE.jobs));
    const names = [...JSON.stringify(RELEASE).matchAll(/(?:secrets|vars)\.(\w+)/g)].map(([, name]) => name);
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  test('docs/releasing.md says the versions of the runners', () => {
    const guide = readFileSync('docs/releasing.md', 'utf8');
    const text = readFileSync(`${FOLDER}/release.yml`, 'utf8');
    const versions = new Set([...text.matchAll(/(node|python|java|go|dotnet)-version: "?([\d.]+\d)/g)]
      .map(([, tool, version]) => `${tool} ${version.replace(/(?<=^\d+)\.0$/, '')}`));
    const [, said] = /^- The runners have ([^]*?)\. Look/m.exec(guide)!;
    const names: Record<string, string> = { 'Node.js': 'node', 'Python': 'python', 'Java': 'java', 'Go': 'go', '.NET': 'dotnet' };
    const listed = said.replaceAll(/\s+/g, ' ').split(/, | and /).map((one) => one.split(' '))
      .map(([tool, version]) => `${names[tool]} ${version}`);
    expect(listed.sort()).toEqual([...versions].sort());
  });
});

function needs(id: string): string[] {
  return [RELEASE.jobs[id].needs ?? []].flat();
}

function ancestors(id: string): string[] {
  return needs(id).flatMap((parent) => [parent, ...ancestors(parent)]);
}
