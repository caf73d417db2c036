/**
 * Builds the package for other languages, runs the app of `consumers/typescript/app.ts` as each of them writes it, and compares templates
 * and returned values with those from TypeScript. Needs the compiled package, the tools of each language and the package registries.
 * The names of languages choose some: `npm run consumers -- python java`. Exits with 1 on any difference.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { differences, differentMessages } from './differences';
import { bindings, BUILD, execute, lane, Language, step } from './language';
import { LANGUAGES } from './languages';
import { devDependencies } from '../package.json';
import { TRANSLATED } from '../projenrc/pacmak';
import { devDependencies as newest } from '../test/newest/package.json';

/** With which tsconfig the reference app sees an aws-cdk-lib. */
const TSCONFIGS: Record<string, string> = {
  [devDependencies['aws-cdk-lib']]: 'tsconfig.dev.json',
  [newest['aws-cdk-lib']]: 'tsconfig.newest.json',
};
const STACKS = ['Access', 'Team', 'Operations', 'Organization'];

/** What an app wrote: its templates by stack, and what methods returned. */
interface Written {
  readonly cdkVersion: string;
  readonly templates: Record<string, { readonly Resources: object }>;
  readonly returned: { readonly mistakes: readonly string[] };
}

async function compare(chosen: readonly Language[]): Promise<void> {
  const generated = once((kind: Language['bindings']) => lane(() => generate(kind, chosen)));
  const references = once((version: string) => lane(() => runReference(version)));
  const languages = chosen.map((language) => ({
    language,
    ready: [generated(language.bindings), lane(async () => language.prepare?.()), references(language.cdkVersion)] as const,
  }));
  const faulty = await Promise.all(languages.map(async ({ language, ready }) => {
    try {
      const [,, reference] = await Promise.all(ready);
      return await lane(() => check(language, reference));
    } catch (error) {
      console.log(`${language.name}: ${(error as Error).message}`);
      return true;
    }
  }));
  process.exitCode = faulty.includes(true) ? 1 : 0;
}

/** Calls a function once for each argument. */
function once<K, V>(action: (key: K) => V): (key: K) => V {
  const results = new Map<K, V>();
  return (key) => {
    if (!results.has(key)) {
      results.set(key, action(key));
    }
    return results.get(key)!;
  };
}

/** Has jsii-pacmak write packages, or their code only, for all the languages that need it in one call. */
async function generate(kind: Language['bindings'], chosen: readonly Language[]): Promise<void> {
  const languages = chosen.filter((language) => language.bindings === kind);
  const targets = languages.map(({ target }) => target);
  targets.forEach((target) => rmSync(bindings(target), { recursive: true, force: true }));
  const args = [
    '--no-install', 'jsii-pacmak', '--outdir', BUILD, '--no-npmignore', TRANSLATED, ...(kind === 'code' ? ['--code-only'] : []),
    ...languages.flatMap(({ pacmak }) => pacmak?.args ?? []), '--targets', ...targets,
  ];
  await step(`generate the ${kind} for ${targets.join(' and ')}`, () =>
    execute('npx', args, { env: Object.assign({}, ...languages.map(({ pacmak }) => pacmak?.env)) }));
}

async function runReference(version: string): Promise<Written> {
  const outdir = emptied(`cdk.out.typescript-${version}`);
  const app = join(__dirname, 'typescript', 'app.ts');
  await step(`run in TypeScript with aws-cdk-lib ${version}`, () =>
    execute('npx', ['--no-install', 'tsx', '--tsconfig', TSCONFIGS[version], app], { env: { CDK_OUTDIR: outdir } }));
  return read(outdir);
}

/** Whether a language's app differs from the reference. */
async function check(language: Language, reference: Written): Promise<boolean> {
  const { name, cdkVersion } = language;
  await language.build();
  if (!language.run) {
    console.log(`${name}: compiled only: ${language.compiledOnly}`);
    return false;
  }
  const outdir = emptied(`cdk.out.${name}`);
  await step(`${name}: run with aws-cdk-lib ${cdkVersion}`, () => language.run!(outdir));
  const faults = differ(language, reference, read(outdir));
  console.log([faults.length > 0 ? `${name}: it differs from TypeScript` : `${name}: as in TypeScript`, ...faults].join('\n  '));
  return faults.length > 0;
}

function differ({ decorations }: Language, expected: Written, actual: Written): string[] {
  return [
    ...differences('the version of aws-cdk-lib', expected.cdkVersion, actual.cdkVersion),
    ...differences('', expected.templates, actual.templates),
    ...differences('returned', { ...expected.returned, mistakes: [] }, { ...actual.returned, mistakes: [] }),
    ...differentMessages(expected.returned.mistakes, actual.returned.mistakes, decorations),
  ];
}

function emptied(name: string): string {
  const folder = join(BUILD, name);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function read(outdir: string): Written {
  const json = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));
  const stacks = readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => file.replace(/\.template\.json$/, ''));
  return {
    cdkVersion: json('tree.json').tree.constructInfo.version,
    templates: Object.fromEntries(stacks.filter((stack) => STACKS.includes(stack)).map((stack) => [stack, json(`${stack}.template.json`)])),
    returned: json('returned.json'),
  };
}

function choose(names: readonly string[]): readonly Language[] {
  const unknown = names.filter((name) => !LANGUAGES.some((language) => language.name === name));
  if (unknown.length > 0) {
    throw new Error(`there is no language ${unknown.join(', ')}; there are ${LANGUAGES.map(({ name }) => name).join(', ')}`);
  }
  return LANGUAGES.filter(({ name }) => names.length === 0 || names.includes(name));
}

compare(choose(process.argv.slice(2))).catch((error: Error) => {
  console.log(`\n${error.message}`);
  process.exitCode = 1;
});
