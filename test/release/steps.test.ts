import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as {
  jobs: Record<string, { steps: { name: string; run: string }[] }>;
};

/** The commands of the workflow that only GitHub runs, against a `gh` that notes what it is asked and answers as told. */
describe('a step of the release', () => {
  let folder: string;
  let log: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'steps-'));
    log = join(folder, 'gh.log');
    mkdirSync(join(folder, 'bin'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  describe('that tags', () => {
    const commits: string[] = [];
    beforeEach(() => {
      git('init', '--quiet', '--bare', 'org/repo');
      git('clone', '--quiet', 'org/repo', 'clone');
      commits.splice(0, 2, ...['one', 'two'].map((message) => {
        git('-C', 'clone', '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '--allow-empty', '-m', message);
        return git('-C', 'clone', 'rev-parse', 'HEAD').trim();
      }));
    });

    test.each([
      ['is not there', undefined, { status: 0, created: true }],
      ['is at this commit, as in a re-run', 0, { status: 0, created: false }],
      ['is at another commit', 1, { status: 1, created: false }],
    ])('where the tag %s', (_, tagged, expected) => {
      if (tagged !== undefined) {
        git('-C', 'clone', 'push', '--quiet', 'origin', `${commits[tagged]}:refs/tags/v0.1.0`);
      }

      const { status, asked } = run('tag', 'Tag', '', { GITHUB_SERVER_URL: `file://${folder}`, GITHUB_REPOSITORY: 'org/repo', GITHUB_SHA: commits[0] });

      expect(status).toBe(expected.status);
      expect(asked).toEqual(expected.created ? [`api repos/org/repo/git/refs -f ref=refs/tags/v0.1.0 -f sha=${commits[0]}`] : []);
    });
  });

  test.each([
    ['is not there', 'exit 1', ['view', 'create']],
    ['is there, as in a re-run', 'echo false', ['view']],
    ['was broken off while its files were uploaded', 'echo true', ['view', 'delete', 'create']],
  ])('that shows the release, where it %s', (_, answer, expected) => {
    const { status, asked } = run('github', 'Release', `if [[ $2 == view ]]; then ${answer}; fi`);
    expect(status).toBe(0);
    expect(asked.map((line) => line.split(' ')[1])).toEqual(expected);
    expect(asked.every((line) => line.split(' ')[2] === 'v0.1.0')).toBe(true);
  });

  test.each([
    ['opens an issue', '', 'issue create'],
    ['comments on the open one', 'if [[ $2 == list ]]; then echo 7; fi', 'issue comment 7'],
  ])('that reports a failure %s', (_, answer, expected) => {
    const { status, asked } = run('report', 'Open an issue, or comment on the one that is open', answer, { RUN: 'https://example.com/run' });
    expect(status).toBe(0);
    expect(asked.at(-1)).toContain(expected);
    expect(asked.at(-1)).toContain('https://example.com/run');
  });

  function git(...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  function run(job: string, name: string, answer: string, env: Record<string, string> = {}): { status: number | null; asked: string[] } {
    const script = jobs[job].steps.find((step) => step.name === name)!.run;
    writeFileSync(join(folder, 'bin', 'gh'), `#!/bin/bash\necho "$*" >> "${log}"\n${answer}\n`, { mode: 0o755 });
    // As GitHub starts bash where a workflow names it as its shell.
    const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, TAG: 'v0.1.0', ...env },
    });
    return { status, asked: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] };
  }
});
