import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { Block, PAGES } from './pages';
import * as library from '../src';

const ROOT = resolve(__dirname, '..');
/** jsii-rosetta compiles those of README.md, consumers/node those of docs/getting-started.md. docs/facts.md shows values, not programs. */
const OTHERS = ['README.md', 'docs/getting-started.md', 'docs/facts.md'];

/** What the snippets of all pages may take for given, as the text around them does. */
const PRELUDE = `
import { App, CfnJson, CfnOutput, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sso from 'aws-cdk-lib/aws-sso';
import { writeFileSync } from 'node:fs';
import {
  ${Object.keys(library).join(', ')}
} from 'cdk-bedrock-cris';
declare const role: iam.Role;
declare const engineers: iam.Role;
declare const fn: lambda.Function;
declare const refunds: lambda.Function;
declare const container: ecs.ContainerDefinition;
declare const vpc: ec2.Vpc;
declare const billingRole: iam.Role;
declare const billingFunction: lambda.Function;
declare const text: string;
declare const submitFunction: lambda.Function;
declare const documents: s3.IBucket;
declare const enabler: iam.Role;
`;
const TAKEN = new Set(PRELUDE.match(/\w+/g));

/** A line of a page's code, with its number there. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/** Puts the snippets of a page into one program, each inside the one before: what that declares is known, and may be declared anew. */
function joinSnippets(blocks: readonly Block[]): { readonly code: string; readonly lines: readonly (number | undefined)[] } {
  const snippets: Line[][] = blocks.map(({ line, text }) => text.split('\n').map((one, index) => ({ text: one, number: line + index })));
  const all = snippets.flat();
  const outside = all.filter(({ text }) => /^(declare|import) /.test(text));
  const imported = outside.map(({ text, number }, index) => ({ number, text: avoidNames(text, index) }));
  const inside = snippets.flatMap((snippet) => [{ text: '{', number: undefined }, ...snippet.filter((line) => !outside.includes(line))]);
  const lines: readonly { readonly text: string; readonly number?: number }[] = [
    ...PRELUDE.split('\n').map((text) => ({ text })), ...imported,
    { text: 'class Page extends Stack { public write() {' }, ...inside, { text: `${'}'.repeat(snippets.length)} } }` },
  ];
  return { code: lines.map(({ text }) => text).join('\n'), lines: lines.map(({ number }) => number) };
}

/** An import, under other names if the prelude has the names already: what it imports must be there. */
function avoidNames(line: string, index: number): string {
  const rename = (name: string) => TAKEN.has(name) ? `${name}_${index}` : name;
  return line.replace(/^import \* as (\w+)/, (_, name: string) => `import * as ${rename(name)}`)
    .replace(/^import \{ (.*) \}/, (_, names: string) =>
      `import { ${names.split(', ').map((name) => name === rename(name) ? name : `${name} as ${rename(name)}`).join(', ')} }`);
}

const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
const pages = new Map([...PAGES.values()].filter(({ page }) => !OTHERS.includes(page))
  .map(({ page, blocks }) => [page, blocks.filter(({ language }) => language === 'ts')] as const).filter(([, blocks]) => blocks.length > 0)
  .map(([page, blocks]) => [join(ROOT, `${page}.ts`), joinSnippets(blocks)] as const));
const host = ts.createCompilerHost(options);
const { fileExists, getSourceFile } = host;
host.fileExists = (file) => pages.has(file) || fileExists.call(host, file);
host.getSourceFile = (file, language, ...rest) => {
  const page = pages.get(file);
  return page ? ts.createSourceFile(file, page.code, language) : getSourceFile.call(host, file, language, ...rest);
};
const program = ts.createProgram([...pages.keys()], { ...options, noUnusedLocals: false, isolatedModules: false }, host);
const faults = [...pages].flatMap(([file, { lines }]) => {
  const source = program.getSourceFile(file)!;
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, messageText }) => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    const page = file.replace(/\.ts$/, '').slice(ROOT.length + 1);
    return `${page}:${lines[line] ?? '?'}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
});
faults.forEach((fault) => console.error(fault));
console.log(`${pages.size} pages with examples: ${faults.length === 0 ? 'all compile' : `${faults.length} faults`}`);
process.exitCode = faults.length === 0 ? 0 : 1;
