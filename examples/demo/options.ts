import { parseArgs } from 'node:util';

/** The path of the page, if one is asked for. Throws an error of one line for anything else. */
export function htmlPath(args: string[]): string | undefined {
  const { tokens } = parseArgs({ args, options: { html: { type: 'string' } }, strict: false, tokens: true });
  const unknown = tokens.find((token) => token.kind === 'positional' || token.kind === 'option' && token.name !== 'html');
  if (unknown) {
    throw new Error(`unknown argument ${JSON.stringify(args[unknown.index])}: the demo takes '--html <file>' or nothing`);
  }
  const paths = tokens.flatMap((token) => token.kind === 'option' ? [token.value ?? ''] : []);
  if (paths.length > 1) {
    throw new Error(`'--html' is given ${paths.length} times: the demo writes one page`);
  }
  if (paths[0] === '' || paths[0]?.startsWith('-')) {
    throw new Error('\'--html\' needs the file to write, for example: npm run demo -- --html page.html');
  }
  return paths[0];
}
