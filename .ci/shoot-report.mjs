/**
 * Writes the pictures of a report for README.md and docs/report.md: the summary and the first table of who may call, light, dark and narrow.
 * The findings between the two are left out, and so are the links.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, launch } from './browser.mjs';

const PICTURES = [
  { file: 'report.png', width: 1080, colorScheme: 'light' },
  { file: 'report-dark.png', width: 1080, colorScheme: 'dark' },
  { file: 'report-narrow.png', width: 390, colorScheme: 'light', maxHeight: 1000 },
];
/** More would make files of more than 300 kB. */
const SCALE = 1.4;
const HIDDEN = 'nav, #decide { display: none; }';
/** Below the table, in CSS pixels. */
const MARGIN = 4;

const [page, directory = 'docs/images'] = process.argv.slice(2);
if (!page) {
  fail('usage: node .ci/shoot-report.mjs <page.html> [<directory>]');
}
const browser = await launch();
try {
  for (const picture of PICTURES) {
    await shoot(picture);
  }
} finally {
  await browser.close();
}

async function shoot({ file, width, colorScheme, maxHeight = Infinity }) {
  const opened = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: SCALE, colorScheme });
  await opened.goto(pathToFileURL(resolve(page)).href);
  await opened.addStyleTag({ content: HIDDEN });
  const { y, height } = await opened.locator('#access table').first().boundingBox();
  const clip = { x: 0, y: 0, width, height: Math.min(Math.ceil(y + height) + MARGIN, maxHeight) };
  await opened.screenshot({ path: join(directory, file), fullPage: true, clip });
  await opened.close();
}
