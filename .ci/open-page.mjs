/**
 * Opens the page of the dashboard in Chromium as people would: narrow and wide, light and dark. Fails where it asks for anything, scrolls
 * sideways, is hard to read, or lacks what it is for. With `--screenshot <file>` it also writes the picture of the README.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { fail, launch, openPage } from './browser.mjs';

const EXPECTED = ['The dashboard of the stack Operations', 'made-up data', 'Which Regions served the calls?', 'The quota plan', '36,000', '14,000'];
const MAX_BYTES = 200_000;
const { values: { screenshot }, positionals: [file] } = parseArgs({ allowPositionals: true, options: { screenshot: { type: 'string' } } });
if (!file) {
  fail('usage: node .ci/open-page.mjs <page.html> [--screenshot <file.png>]');
}
const url = pathToFileURL(resolve(file)).href;
const wrong = [];
const { length } = readFileSync(file);
expect(length < MAX_BYTES, `the page has ${length} bytes, at most ${MAX_BYTES} are meant`);

const browser = await launch();
try {
  const backgrounds = {};
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 1280]) {
      const found = await open(width, colorScheme);
      backgrounds[colorScheme] = found.background;
      const where = `${width} px, ${colorScheme}`;
      EXPECTED.filter((text) => !found.text.includes(text)).forEach((text) => expect(false, `${where}: "${text}" is not shown`));
      expect(found.scrollWidth <= width, `${where}: the page scrolls sideways, it is ${found.scrollWidth} px wide`);
      found.wrong.forEach((complaint) => expect(false, `${where}: ${complaint}`));
    }
  }
  expect(backgrounds.light !== backgrounds.dark, `light and dark have the same background, ${backgrounds.light}`);
  if (screenshot && wrong.length === 0) {
    await shoot(screenshot);
  }
} finally {
  await browser.close();
}
if (wrong.length > 0) {
  fail([...new Set(wrong)].join('\n'));
}
console.log(`the page is legible at 390 and 1280 px, light and dark, and asks for nothing (${length} bytes)`);

async function open(width, colorScheme) {
  const page = await openPage(browser, url, { width, colorScheme }, (complaint) => expect(false, complaint));
  const found = await page.evaluate(inspect);
  await page.context().close();
  return found;
}

/** Runs in the page. */
function inspect() {
  const complaints = new Set();
  const scrolls = (element) => {
    const box = element.closest('.scroll');
    return box && box.scrollWidth > box.clientWidth;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (text === '' || element.closest('svg, .hidden') || !element.checkVisibility()) {
      continue;
    }
    const { fontSize } = getComputedStyle(element);
    const shown = JSON.stringify(text.slice(0, 40));
    if (parseFloat(fontSize) < 12) {
      complaints.add(`${shown} is set in ${fontSize}`);
    }
    const ratio = contrastOf(element);
    if (ratio < 4.5) {
      complaints.add(`${shown} has a contrast of ${ratio.toFixed(2)}`);
    }
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (!scrolls(element) && (left < 0 || right > innerWidth)) {
      complaints.add(`${shown} reaches from ${left} to ${right}, outside of the viewport`);
    }
  }
  // What a widget cannot hold would lie over its neighbour.
  for (const widget of document.querySelectorAll('.widget')) {
    if (widget.scrollWidth > widget.clientWidth + 1 || widget.scrollHeight > widget.clientHeight + 1) {
      complaints.add(`the widget ${JSON.stringify(widget.innerText.slice(0, 40))} is too small for what is in it`);
    }
  }
  // Charts of a row are compared.
  const tops = {};
  for (const graph of innerWidth > 860 ? document.querySelectorAll('.graph') : []) {
    const row = graph.closest('.widget').style.gridRow;
    const { top } = graph.getBoundingClientRect();
    tops[row] ??= top;
    if (Math.abs(tops[row] - top) > 1) {
      complaints.add(`the charts of the row ${row} do not start at the same height`);
    }
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.textContent.trim()) {
      complaints.add(`a table has no caption: ${JSON.stringify(table.innerText.slice(0, 40))}`);
    }
  }
  for (const drawn of document.querySelectorAll('.widget:not(.text), figure')) {
    if (!drawn.innerText.includes('made-up data')) {
      complaints.add(`nothing says that data are made up: ${JSON.stringify(drawn.innerText.slice(0, 40))}`);
    }
  }
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.getAttribute('role') !== 'img' || !svg.querySelector('title')?.textContent) {
      complaints.add('a picture has no title');
    }
  }
  if (document.querySelectorAll('script').length > 0 || document.querySelectorAll('svg polyline').length === 0) {
    complaints.add('there must be drawn lines, and no script');
  }
  return {
    text: document.body.innerText,
    scrollWidth: document.documentElement.scrollWidth,
    background: getComputedStyle(document.body).backgroundColor,
    wrong: [...complaints],
  };
}

/** The dashboard as far as the graph with the line of a quota. */
async function shoot(path) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 0.8, colorScheme: 'light' });
  await page.goto(url);
  const { y, height } = await page.locator('.widget:has(.graph line.limit)').first().boundingBox();
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: 1280, height: Math.ceil(y + height) + 8 } });
}

function expect(holds, otherwise) {
  if (!holds) {
    wrong.push(otherwise);
  }
}
