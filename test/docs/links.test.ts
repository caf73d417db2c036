import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { listFiles, PAGES } from '../../projenrc/pages';

/** What sites add to a link to see who follows it. */
const TRACKING = /^(utm_|mc_|sc_|trk|ref$|ref_|fbclid|gclid|msclkid|igshid|source$)/;

/** The anchors of the headings by the rule of GitHub: lower case, hyphens for spaces, no other punctuation, equal ones numbered. */
function listAnchors(file: string): Set<string> {
  const anchors = new Set<string>();
  const prose = PAGES.get(file)?.prose ?? readFileSync(file, 'utf8').replace(/^( *)```[^]*?^\1```$/gm, '').split('\n');
  for (const line of prose) {
    const [, heading] = /^#{1,6} +(.*?)(?: +#+)? *$/.exec(line) ?? [];
    const slug = heading?.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    for (let count = 0; slug !== undefined; count++) {
      const anchor = count === 0 ? slug : `${slug}-${count}`;
      if (!anchors.has(anchor)) {
        anchors.add(anchor);
        break;
      }
    }
    [...line.matchAll(/<a (?:name|id)="([^"]+)"/g)].forEach(([, name]) => anchors.add(name)); // API.md has these
  }
  return anchors;
}

/** Why a link cannot be followed; nothing if it can. */
function judgeTarget(page: string, target: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(target)) {
    return judgeUrl(target);
  }
  const [path, anchor] = target.split('#');
  const file = path === '' ? page : relative('.', join(dirname(page), decodeURIComponent(path)));
  if (!existsSync(file)) {
    return `there is no file ${file}`;
  }
  return anchor === undefined || listAnchors(file).has(anchor) ? undefined : `no heading of ${file} has the anchor #${anchor}`;
}

function judgeUrl(target: string): string | undefined {
  if (!URL.canParse(target)) {
    return 'this is no URL';
  }
  const { protocol, searchParams, username, hostname } = new URL(target);
  if (protocol !== 'https:' || username !== '' || !/\.[a-z]{2,}$/.test(hostname)) {
    return 'a link must be https, of a public host';
  }
  const tracking = [...searchParams.keys()].filter((key) => TRACKING.test(key));
  return tracking.length === 0 ? undefined : `these parameters track the reader: ${tracking.join(', ')}`;
}

/** Every link, image and URL of a line. What is code is none. */
function listTargets(line: string): string[] {
  const text = line.replace(/(`+).*?\1/g, (code) => code.replace(/[^`]/g, ' '));
  const inline = [...text.matchAll(/\]\(\s*<?([^\s)>]*)>?(?:\s+"[^"]*")?\s*\)/g)].map(([, target]) => target);
  const named = [...text.matchAll(/^\s*\[[^\]]+\]:\s+(\S+)/g)].map(([, target]) => target);
  const attributes = [...text.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)].map(([, target]) => target);
  const bare = [...text.matchAll(/(?<![("[])\bhttps?:\/\/[^\s<>)"\]]+/g)].map(([url]) => url.replace(/[.,;:]+$/, ''));
  return [...inline, ...named, ...attributes, ...bare];
}

test('every link of a page leads to a file, to a heading, or to a public page by https', () => {
  const faults: string[] = [];
  let count = 0;
  for (const { page, prose } of PAGES.values()) {
    prose.forEach((line, index) => listTargets(line).forEach((target) => {
      count++;
      const fault = judgeTarget(page, target);
      if (fault) {
        faults.push(`${page}:${index + 1}: (${target}): ${fault}`);
      }
    }));
  }
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(500);
});

test('every link that is said by name is defined on its page', () => {
  const faults = [...PAGES.values()].flatMap(({ page, prose }) => {
    const defined = prose.flatMap((line) => /^\s*\[([^\]]+)\]:\s/.exec(line)?.[1].toLowerCase() ?? []);
    return prose.flatMap((line, index) => [...line.replace(/(`+).*?\1/g, '').matchAll(/\]\[([^\]]+)\]/g)]
      .filter(([, name]) => !defined.includes(name.toLowerCase())).map(([, name]) => `${page}:${index + 1}: [${name}] is not defined`));
  });
  expect(faults).toEqual([]);
});

test('every page that the code names is there, with its heading', () => {
  const files = ['src', 'examples'].flatMap((folder) => ['.ts', '.py', '.yml', '.html'].flatMap((end) => listFiles(folder, end)));
  const faults = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap((line, index) =>
    // A page of another repository comes after its name, or deeper in its folders.
    [...line.matchAll(/(?<![\w/-])(?<!@source [\w./-]+: .*)docs\/[\w./-]+?\.md(?:#[\w-]+)?/g)].flatMap(([target]) => {
      const fault = judgeTarget('README.md', target);
      return fault ? [`${file}:${index + 1}: ${target}: ${fault}`] : [];
    })));
  expect(faults).toEqual([]);
});
