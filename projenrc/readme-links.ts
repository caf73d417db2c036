import { readFileSync, writeFileSync } from 'node:fs';

/** The repository's page, and the tag or branch that holds the files of a version. */
interface Source {
  readonly repository: string;
  readonly ref: string;
}

interface Assembly {
  readonly version: string;
  readonly repository: { readonly url: string };
  readonly readme?: { markdown: string };
}

/** Makes the links of the readme in a jsii assembly absolute: PyPI and NuGet show it, and know no files of the repository. */
export function makeReadmeLinksAbsolute(file: string): void {
  const assembly = JSON.parse(readFileSync(file, 'utf8')) as Assembly;
  if (assembly.readme) {
    assembly.readme.markdown = writeAbsoluteLinks(assembly.readme.markdown, findSource(assembly));
    writeFileSync(file, JSON.stringify(assembly, undefined, 2)); // as jsii writes it
  }
}

/** A release has its tag before any registry has its packages; a build without a version is of no tag. */
export function findSource({ version, repository }: Pick<Assembly, 'version' | 'repository'>): Source {
  return { repository: repository.url.replace(/\.git$/, ''), ref: version === '0.0.0' ? 'main' : `v${version}` };
}

/** Makes relative links and images absolute, but not in code. A link within the page leads to the page in the repository. */
export function writeAbsoluteLinks(markdown: string, source: Source): string {
  const code = /^( *)(```+|~~~+)[^]*?^\1\2|(`+)(?!`)[^]*?[^`]\3(?!`)/gm;
  const parts: string[] = [];
  let end = 0;
  for (const { 0: text, index } of markdown.matchAll(code)) {
    parts.push(writeLinks(markdown.slice(end, index), source), text);
    end = index + text.length;
  }
  return [...parts, writeLinks(markdown.slice(end), source)].join('');
}

function writeLinks(text: string, source: Source): string {
  const absolute = (kind: 'blob' | 'raw') => (_: string, before: string, target: string) => before + writeTarget(target, kind, source);
  return text
    .replace(/(!\[[^\]]*\]\()([^)\s]+)/g, absolute('raw'))
    .replace(/((?<!!\[[^\]]*)\]\()([^)\s]+)/g, absolute('blob'))
    .replace(/(^ {0,3}\[[^\]]+\]: +)(\S+)/gm, absolute('blob'))
    .replace(/(<img\b[^>]*?\bsrc=")([^"]+)/g, absolute('raw'))
    .replace(/(<source\b[^>]*?\bsrcset=")([^"\s,]+)/g, absolute('raw'))
    .replace(/(<a\b[^>]*?\bhref=")([^"]+)/g, absolute('blob'));
}

function writeTarget(target: string, kind: 'blob' | 'raw', { repository, ref }: Source): string {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) {
    return target;
  }
  const path = target.startsWith('#') ? `README.md${target}` : target.replace(/^(\.?\/)+/, '');
  return kind === 'blob'
    ? `${repository}/blob/${ref}/${path}`
    : `${repository.replace('//github.com/', '//raw.githubusercontent.com/')}/${ref}/${path}`;
}
