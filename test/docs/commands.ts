import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT, FILES, REGION_DENY } from './files';
import { PROGRAMS } from './programs';
import { Ran, runScript } from './shell';
import { Block, BLOCKS, PAGES } from '../../projenrc/pages';
import { bundleCli } from '../support/cli-process';
import { writeAssembly } from '../support/written-assembly';

/** Variables that the text of a page sets, or GitHub. */
const GIVEN = 'clone=../cdk-bedrock-cris; GITHUB_SHA=0a1b2c3d';
const directory = mkdtempSync(join(tmpdir(), 'cris-pages-'));
afterAll(() => rmSync(directory, { recursive: true }));
const main = bundleCli();
writeAssembly(directory, {
  'day.cjs': 'Date.now = () => Date.parse("2026-11-28");',
  'describe-policy.json': { Policy: { Content: JSON.stringify(REGION_DENY) } },
  'lookup-events.json': { Events: [{ CloudTrailEvent: JSON.stringify(EVENT) }] },
});
const programs = Object.fromEntries(Object.entries(PROGRAMS)
  .map(([name, { body = '' }]) => [name, body.replaceAll('$CLI', main).replaceAll('$FILES', directory)]));

/** What is wrong with the commands of a block, and all that they printed. */
export interface Commands extends Ran {
  readonly faults: readonly string[];
}

/** Runs commands in the folder of their page, after those before them; a script once with each word that its usage has. */
export function runCommands({ page }: Block, script: string): Commands {
  const place = prepare(page);
  const [, usage] = /^#!.*\n# Usage: \S+ (\S+?)\.?(?: |$)/m.exec(script) ?? [];
  const rans = (usage?.split('|').map((word) => [word]) ?? [[]])
    .map((args) => runScript(place, `${GIVEN}\n${script}`, programs, args));
  const ran = rans.reduce((all, { calls, out, err }) => ({ calls: [...all.calls, ...calls], out: all.out + out, err: all.err + err }));
  const faults = [
    ...ran.calls.flatMap(([program, ...args]) => PROGRAMS[program].judge?.(args, page, place) ?? []),
    ...[...ran.err.matchAll(/^.*\.sh\/script: line \d+: (.*)/gm)].map(([, complaint]) => `bash: ${complaint}`),
    ...ran.calls.length === 0 ? ['it calls nothing'] : [],
  ];
  return { ...ran, faults };
}

/** The folder in which a reader of a page works, with what the page has them write. */
function prepare(page: string): string {
  const place = join(directory, page);
  if (mkdirSync(place, { recursive: true })) {
    const shown = BLOCKS.filter((block) => block.page === page && block.language === 'json').at(-1);
    writeAssembly(place, { ...FILES, 'scp.json': shown?.text ?? REGION_DENY });
    writeAssembly(place, Object.fromEntries(PAGES.get(page)!.blocks.flatMap(({ file, text }) => file ? [[file, text]] : [])));
  }
  return place;
}
