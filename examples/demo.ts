/**
 * Synthesizes the Cape Town app and says who may call what, by which statement: as text, or with `--html <file>` as a page that
 * also shows the dashboard and a quota plan. Exits with 1 if a decision is not as the app declares, and with 2 for bad input.
 */
import { writeFileSync } from 'node:fs';
import { decide } from './demo/decisions';
import { htmlPath } from './demo/options';
import { page } from './demo/page';
import { printReport, printVerdict } from './demo/text';

const path = orExit(() => htmlPath(process.argv.slice(2)));
const report = decide();
process.exitCode = report.surprises.length > 0 ? 1 : 0;
if (path === undefined) {
  printReport(report);
} else {
  const html = page(report);
  orExit(() => writeFileSync(path, html));
  printVerdict(report);
}

/** What the user can mend is one line, without a trace. */
function orExit<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    console.error(`demo: ${(error as Error).message}`);
    process.exit(2);
  }
}
