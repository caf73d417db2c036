import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

/**
 * Writes each Lambda handler as one text that its construct puts into the template, so that no asset is needed. The AWS SDK is
 * the Lambda runtime's.
 */
const ROOMS = { logging: 'logging', quota: 'quotas' };

for (const [room, handler] of Object.entries(ROOMS)) {
  const target = `src/${room}/handler.generated.ts`;
  const code = `/* eslint-disable */
// Bundled from src/lambda/${handler} by projenrc/bundle-handler.ts.
export const HANDLER_CODE = ${JSON.stringify(bundle(`src/lambda/${handler}`))};
`;
  if (read(target) !== code) { // an unchanged file keeps its time, so that nothing is compiled again
    writeFileSync(target, code);
  }
}

function bundle(resolveDir: string): string {
  const { outputFiles } = buildSync({
    // Without an export of its own, the entry needs none of esbuild's helpers.
    stdin: { contents: 'import { handler } from "./index"; module.exports = { handler };', resolveDir },
    logLevel: 'error',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } }, // declares no fields, which is shorter
    external: ['@aws-sdk/*'],
    write: false,
  });
  return outputFiles[0].text.trim();
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
