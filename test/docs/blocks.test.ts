import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Commands, runCommands } from './commands';
import { PROGRAMS } from './programs';
import { Block, findBlock, findMissing, listFiles, PAGES } from '../../projenrc/pages';

/** Drawings, and output that another test compares: a text that one block of the page has, and which file compares it. */
const OTHER_TEXTS: readonly { readonly page: string; readonly part: string; readonly by?: string }[] = [
  { page: 'README.md', part: 'a role in af-south-1 calls global.<model>' },
  { page: 'docs/architecture.md', part: 'without aws-cdk-lib               ║' },
  { page: 'docs/architecture.md', part: ' evaluate          layers' },
  { page: 'docs/pipelines.md', part: 'gate ─▶ Dev' },
  { page: 'docs/guard.md', part: 'statement 0 (\'OtherRegions\')', by: 'test/guard/guard-page.test.ts' },
  { page: 'docs/report.md', part: 'Who may call Claude: cdk.out', by: 'test/demo.test.ts' },
  { page: 'docs/report.md', part: 'Apps/Deploy', by: 'test/cli/report.test.ts' },
  { page: 'docs/report.md', part: 'Teams/BillingRole', by: 'test/cli/application-profiles.test.ts' },
  { page: 'docs/report.md', part: 'Chat/Assistant', by: 'test/access/reported-guardrail.test.ts' },
  { page: 'docs/validation.md', part: '\'Claude/Access/Role\'', by: 'test/validation/global-cris-validation.test.ts' },
  { page: 'docs/validation.md', part: '[cdk-bedrock-cris]', by: 'test/validation/global-cris-validation.test.ts' },
];
/** consumers/node/try-getting-started.ts runs its commands with the packed package, and compares each text with what they print. */
const PACKED = 'docs/getting-started.md';

/** What compiles or reads the code of other languages, so that a page may show parts of these files. */
const CODE: Readonly<Record<string, readonly string[]>> = {
  typescript: listFiles('consumers/typescript', '.ts'),
  python: [...listFiles('consumers/python', '.py'), ...listFiles('examples', '.py'), 'examples/batch.ts'],
  java: listFiles('consumers/java', '.java'),
  csharp: listFiles('consumers/csharp', '.cs'),
  go: listFiles('consumers/go', '.go'),
};

/** The exit status of each answer that a comment after a command may have. */
const ANSWERS: Readonly<Record<string, string>> = { allowed: '0', denied: '1' };

/** How the blocks of each language are checked: what is wrong with one. A language without a row fails. */
const CHECKS: Readonly<Record<string, (block: Block) => readonly string[]>> = {
  ts: () => [], // README.md: jsii-rosetta; docs/facts.md: test/core/facts; all others: projenrc/check-docs.ts
  hcl: () => [], // .ci/policy-files
  terraform: () => [], // .ci/policy-files
  sh: checkCommands,
  text: checkText,
  json: ({ text }) => parsing(() => JSON.parse(text)),
  yaml: checkYaml,
  xml: checkXml,
  ...Object.fromEntries(Object.keys(CODE).map((language) => [language, checkCode])),
};

test.each([...PAGES.values()].filter(({ blocks }) => blocks.length > 0))('every block of $page is checked', ({ page, blocks }) => {
  const faults = blocks.flatMap((block) => {
    const check = CHECKS[block.language] ?? (() => [`nothing checks the language '${block.language}': CHECKS of this test has all`]);
    return check(block).map((fault) => `${page}:${block.line}: ${fault}`);
  });
  expect(faults).toEqual([]);
});

test.each(OTHER_TEXTS)('$page has one block with "$part"', ({ page, part, by }) => {
  expect(findBlock(page, part).language).toBe('text');
  expect(by === undefined || readFileSync(by, 'utf8').includes(page)).toBe(true);
});

test('every command in the middle of a sentence names a task that there is', () => {
  const faults = [...PAGES.values()].flatMap(({ page, prose }) => prose.flatMap((line, index) =>
    [...line.matchAll(/`((?:npm run|npx projen|npx jest) [^`…]+)`/g)].flatMap(([, command]) => {
      const [program, ...args] = command.split(' ');
      const fault = PROGRAMS[program].judge!(args, page, '.');
      return fault ? [`${page}:${index + 1}: ${command}: ${fault}`] : [];
    })));
  expect(faults).toEqual([]);
});

function parsing(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function checkYaml(block: Block): string[] {
  const faults = parsing(() => parse(block.text));
  return faults.length > 0 ? faults : listSteps(parse(block.text)).flatMap((command) => runCommands(block, command).faults);
}

/** The commands of a workflow's steps, without GitHub's own expressions. */
function listSteps(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'run' && typeof inner === 'string' ? [inner.replace(/\$\{\{.*?\}\}/g, 'value')] : listSteps(inner));
}

/** Runs commands, and those again that have their answer as a comment. */
function checkCommands(block: Block): string[] {
  const { faults } = runCommands(block, block.text);
  const answers = block.text.replace(/ *\\\n */g, ' ').split('\n').flatMap((line) => {
    const [, answer] = / # (allowed|denied)$/.exec(line) ?? [];
    const [, status] = answer ? runCommands(block, line).calls.find(([program]) => program === 'exit status') ?? [] : [];
    return answer && status !== ANSWERS[answer] ? [`${line.replace(/ {2,}/, ' ')}: the exit status is ${status}`] : [];
  });
  return [...faults, ...answers];
}

/** A part of a file, however it is indented there. Code of a function within an example is lines of text. */
function checkCode({ language, text }: Block): string[] {
  const plain = (code: string) => code.split('\n').map((line) => line.replace(/^\s*'(.*)',?$/, '$1').trim()).join('\n').trim();
  const isShown = CODE[language].some((file) => plain(readFileSync(file, 'utf8')).includes(plain(text)));
  return isShown ? [] : [`this is not a part of a file that is compiled: ${CODE[language].join(', ')}`];
}

/** Coordinates and versions as Maven's consumer has them. */
function checkXml({ text }: Block): string[] {
  const pom = readFileSync('consumers/java/pom.xml', 'utf8');
  const lines = [...text.matchAll(/<(groupId|artifactId)>.*?<\/\1>/g)].map(([line]) => line);
  return lines.filter((line) => !pom.includes(line)).map((line) => `consumers/java/pom.xml does not have ${line}`);
}

/** Output after its commands or after a block of them, a drawing, or what another test compares. */
function checkText(block: Block): string[] {
  const { page, text } = block;
  if (text.startsWith('$ ')) {
    return checkOutput(block);
  }
  if (OTHER_TEXTS.some((one) => one.page === page && text.includes(one.part))) {
    return [];
  }
  const { blocks } = PAGES.get(page)!;
  const before = blocks[blocks.indexOf(block) - 1];
  if (before?.language !== 'sh') {
    return ['nothing compares this with real output: begin it with "$ ", as "$ npx cdk-bedrock-cris …", or name a test in OTHER_TEXTS'];
  }
  return page === PACKED ? [] : compare(text, before.text, runCommands(block, before.text));
}

function compare(shown: string, command: string, { out, err, faults }: Commands): string[] {
  const missing = findMissing(shown, `${out}\n${err}`);
  return [...faults, ...missing === undefined ? [] : [`'${command}' does not print "${missing}", but: ${out}${err}`]];
}

/** Runs each line after `$`, and looks for what follows it, between the dots, in what is printed. */
function checkOutput(block: Block): string[] {
  return [...block.text.matchAll(/^\$ ((?:'[^']*'|\\\n|[^\n'])*)(?:\n((?:(?!\$ )[^\n]*(?:\n|$))*))?/gm)]
    .flatMap(([, command, shown]) => compare(shown ?? '', command, runCommands(block, command)));
}
