/**
 * Opens the page of a report in Chromium as people would: narrow, middle and wide, light and dark, and printed. Fails where it asks for
 * anything, scrolls sideways, cuts a name off, hides a heading or is hard to read. With `--screenshots <directory>` it keeps pictures, with
 * `--height <pixels>` of the upper part only, such as those of the README.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { fail, launch, openPage } from './browser.mjs';

const WIDTHS = [390, 900, 1280];
/** Of printed paper: A4 upright, without its margins, in CSS pixels. */
const PAPER = 703;
const LEAST_CONTRAST = 4.5;
/** In CSS pixels, of which paper needs fewer. */
const LEAST_SIZE = { screen: 12, print: 10 };
const { values: { screenshots, height: most }, positionals: [file] } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: 'string' }, height: { type: 'string' } },
});
if (!file) {
  fail('usage: node .ci/open-report.mjs <page.html> [--screenshots <directory> [--height <pixels>]]');
}
const url = pathToFileURL(resolve(file)).href;
if (screenshots) {
  mkdirSync(screenshots, { recursive: true });
}

const looks = [
  ...WIDTHS.flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme, media: 'screen' }))),
  ...['light', 'dark'].map((colorScheme) => ({ width: PAPER, colorScheme, media: 'print' })),
];
const wrong = new Set();
const browser = await launch();
try {
  const backgrounds = {};
  for (const look of looks) {
    const name = `${look.width}-${look.media === 'print' ? 'print-' : ''}${look.colorScheme}`;
    const { background, complaints } = await open(look, name);
    backgrounds[`${look.media} ${look.colorScheme}`] = background;
    complaints.forEach((complaint) => wrong.add(`${look.width} px, ${look.colorScheme}, ${look.media}: ${complaint}`));
  }
  if (backgrounds['screen light'] === backgrounds['screen dark']) {
    wrong.add(`light and dark have the same background, ${backgrounds['screen light']}`);
  }
  if (backgrounds['print light'] !== backgrounds['print dark']) {
    wrong.add('what is printed depends on the colour scheme of the screen');
  }
} finally {
  await browser.close();
}
if (wrong.size > 0) {
  fail([...wrong].join('\n'));
}
console.log(`the report is legible at ${WIDTHS.join(', ')} px and on paper, light and dark, and asks for nothing`);

async function open({ width, colorScheme, media }, name) {
  const page = await openPage(browser, url, { width, colorScheme, media }, (complaint) => wrong.add(complaint));
  const found = await page.evaluate(inspect, { leastContrast: LEAST_CONTRAST, leastSize: LEAST_SIZE[media], isPrinted: media === 'print' });
  if (screenshots) {
    const scrollHeight = await page.evaluate(() => document.documentElement.scrollHeight);
    const height = Math.min(Number(most ?? scrollHeight), scrollHeight);
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
    if (media === 'print' && colorScheme === 'light') {
      await page.pdf({ path: join(screenshots, 'print.pdf'), format: 'A4', preferCSSPageSize: true });
    }
  }
  await page.context().close();
  return found;
}

/** Runs in the page. */
function inspect({ leastContrast, leastSize, isPrinted }) {
  const complaints = new Set();
  const quote = (text) => JSON.stringify(text.trim().replace(/\s+/g, ' ').slice(0, 50));
  const isClipped = (element) => [...ancestors(element)].some((at) => getComputedStyle(at).clipPath !== 'none');
  const isShown = (element) => element.checkVisibility({ contentVisibilityAuto: true }) && !isClipped(element);
  function* ancestors(element) {
    for (let at = element; at; at = at.parentElement) {
      yield at;
    }
  }

  // On paper nothing can be unfolded; on a screen what is folded is looked at unfolded as well.
  const folded = [...document.querySelectorAll('details:not([open])')];
  if (isPrinted) {
    folded.filter((one) => ![...one.children].every((child) => child.checkVisibility()))
      .forEach((one) => complaints.add(`what is folded is not printed: ${quote(one.textContent)}`));
  }
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const { width, height } = heading.getBoundingClientRect();
    if (!isShown(heading) || width === 0 || height === 0) {
      complaints.add(`a heading is not shown: ${quote(heading.textContent)}`);
    }
  }
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1 || levels.some((level, index) => level > (levels[index - 1] ?? 0) + 1)) {
    complaints.add(`the headings have the levels ${levels.join(' ')}`);
  }
  folded.forEach((one) => one.open = !isPrinted);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.textContent.trim() === '' || !isShown(element)) {
      continue;
    }
    const shown = quote(walker.currentNode.textContent);
    const { fontSize } = getComputedStyle(element);
    if (parseFloat(fontSize) < leastSize) {
      complaints.add(`${shown} is set in ${fontSize}`);
    }
    const ratio = contrastOf(element);
    if (ratio < leastContrast) {
      complaints.add(`${shown} has a contrast of ${ratio.toFixed(2)}`);
    }
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (left < 0 || right > innerWidth) {
      complaints.add(`${shown} reaches from ${left} to ${right}, outside of the page`);
    }
  }
  for (const cell of document.querySelectorAll('th, td, caption, dd, li, pre')) {
    if (isShown(cell) && cell.scrollWidth > cell.clientWidth && cell.clientWidth > 0) {
      complaints.add(`a cell is cut off, ${cell.scrollWidth} px in ${cell.clientWidth}: ${quote(cell.textContent)}`);
    }
  }
  for (const name of document.querySelectorAll('tbody th')) {
    if (!isShown(name) || name.textContent.trim() === '' || name.getBoundingClientRect().width < 80) {
      complaints.add(`the name of a row is not shown, or too narrow: ${quote(name.textContent)}`);
    }
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.textContent.trim() || table.querySelector('th:not([scope])')) {
      complaints.add(`a table has no caption, or a heading without a scope: ${quote(table.textContent)}`);
    }
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) {
    complaints.add(`the page scrolls sideways, it is ${scrollWidth} px wide`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => complaints.add(`the id ${quote(id)} is there twice`));
  if (document.querySelector('script, link[rel=stylesheet], iframe, object, embed') || document.documentElement.lang === '') {
    complaints.add('there must be a language, and no script and nothing that is loaded');
  }
  const background = getComputedStyle(document.body).backgroundColor;
  folded.forEach((one) => one.open = false);
  return { background, complaints: [...complaints] };
}
