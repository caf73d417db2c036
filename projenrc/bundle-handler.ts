import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

/**
 * Writes the Lambda handler as one text that the construct puts into the template, so that no asset is needed. The AWS SDK is
 * the Lambda runtime's.
 */
const TARGET = 'src/logging/handler.generated.ts';

const { outputFiles } = buildSync({
  // Without an export of its own, the entry needs none of esbuild's helpers.
  stdin: { contents: 'import { handler } from "./index"; module.exports = { handler };', resolveDir: 'src/logging/handler' },
  logLevel: 'error',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['@aws-sdk/*'],
  write: false,
});
const code = `/* eslint-disable */
// Bundled from handler/ by projenrc/bundle-handler.ts.
export const HANDLER_CODE = ${JSON.stringify(outputFiles[0].text.trim())};
`;
if (read() !== code) { // an unchanged file keeps its time, so that nothing is compiled again
  writeFileSync(TARGET, code);
}

function read(): string | undefined {
  try {
    return readFileSync(TARGET, 'utf8');
  } catch {
    return undefined;
  }
}
