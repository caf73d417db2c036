import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, Metafile } from 'esbuild';

const SRC = join(__dirname, '..', 'src');
/** The file, without its ending, from which a construct takes its handler, and the folder of the handler in `src/lambda/`. */
const HANDLERS = {
  'access/handler': 'application-profiles',
  'logging/handler': 'logging',
  'quota/handler': 'quotas',
  'quota/increase-handler': 'quota-increases',
};

if (require.main === module) {
  bundleHandlers();
}

/** Writes each Lambda handler as one text that its construct puts into the template, so that no asset is needed. */
export function bundleHandlers(): void {
  for (const [file, handler] of Object.entries(HANDLERS)) {
    const code = `/* eslint-disable */
// Bundled from src/lambda/${handler} by projenrc/bundle-handlers.ts.
export const HANDLER_CODE = ${JSON.stringify(bundleHandler(handler).code)};
`;
    writeIfChanged(join(SRC, `${file}.generated.ts`), code);
  }
}

/** From which files each handler is made, for the bill of materials. */
export function handlerMetafiles(): Metafile[] {
  return Object.values(HANDLERS).map((handler) => bundleHandler(handler).metafile);
}

/** The AWS SDK stays outside: the Lambda runtime has it. */
function bundleHandler(handler: string): { readonly code: string; readonly metafile: Metafile } {
  const { outputFiles, metafile } = buildSync({
    // Without an export of its own, the entry needs none of esbuild's helpers.
    stdin: { contents: 'import { handler } from "./index"; module.exports = { handler };', resolveDir: join(SRC, 'lambda', handler) },
    logLevel: 'error',
    bundle: true,
    minify: process.env.DEBUG_HANDLER === undefined, // a debugger then shows readable code
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } }, // declares no fields, which is shorter
    external: ['@aws-sdk/*'],
    write: false,
    metafile: true,
  });
  return { code: outputFiles[0].text.trim(), metafile };
}

/** An unchanged file keeps its time, so that nothing is compiled again. */
function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    writeFileSync(file, text);
  }
}
