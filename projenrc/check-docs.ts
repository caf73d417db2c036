import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import * as library from '../src';

const ROOT = resolve(__dirname, '..');
const DOCS = join(ROOT, 'docs');

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
declare const container: ecs.ContainerDefinition;
declare const vpc: ec2.Vpc;
declare const billingRole: iam.Role;
declare const billingFunction: lambda.Function;
declare const text: string;
declare const submitFunction: lambda.Function;
declare const documents: s3.IBucket;
declare const enabler: iam.Role;
`;

/** A line of a page's code, with its number there. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/** Puts the snippets of a page into one program, each inside the one before: what that declares is known, and may be declared anew. */
function readPage(page: string): { readonly code: string; readonly lines: readonly (number | undefined)[] } {
  const snippets: Line[][] = [];
  let open = false;
  readFileSync(join(DOCS, page), 'utf8').split('\n').forEach((text, index) => {
    if (open && text.startsWith('```')) {
      open = false;
    } else if (open) {
      snippets[snippets.length - 1].push({ text, number: index + 1 });
    } else if (/^```ts$/.test(text)) {
      open = true;
      snippets.push([]);
    }
  });
  const all = snippets.flat();
  const outside = all.filter(({ text }) => /^(declare|import) /.test(text));
  const inside = snippets.flatMap((snippet) => [{ text: '{', number: undefined }, ...snippet.filter((line) => !outside.includes(line))]);
  const lines: readonly { readonly text: string; readonly number?: number }[] = [
    ...PRELUDE.split('\n').map((text) => ({ text })), ...outside,
    { text: 'class Page extends Stack { public write() {' }, ...inside, { text: `${'}'.repeat(snippets.length)} } }` },
  ];
  return { code: lines.map(({ text }) => text).join('\n'), lines: lines.map(({ number }) => number) };
}

const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
// docs/facts.md shows values and no programs.
const pages = new Map(readdirSync(DOCS).filter((name) => name.endsWith('.md') && name !== 'facts.md')
  .map((name) => [name, readPage(name)] as const).filter(([, { lines }]) => lines.some((number) => number !== undefined))
  .map(([name, page]) => [join(DOCS, `${name}.ts`), page] as const));
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
