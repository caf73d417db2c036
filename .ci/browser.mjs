/** Opens pages in Chromium for those that look whether people can read them. */
import { chromium } from 'playwright-core';

const SWITCHES = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: SWITCHES });
}

/** Opens a page that may ask for nothing and say nothing; `complain` hears where it does. In the page, `contrastOf` tells how an element stands out. */
export async function openPage(browser, url, { width, colorScheme, media = 'screen' }, complain) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complain(`the console says: ${message.text()}`));
  page.on('pageerror', (error) => complain(`the page throws: ${error.message}`));
  page.on('request', (request) => [url, 'data:,'].includes(request.url()) || complain(`the page asks for ${request.url()}`));
  await page.addInitScript(defineContrast);
  await page.emulateMedia({ media, colorScheme });
  await page.goto(url);
  return page;
}

/** Runs in the page. */
function defineContrast() {
  const colourOf = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const luminance = (rgb) => {
    const linear = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = rgb.map((value) => linear(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { rgb, alpha } = colourOf(getComputedStyle(at).backgroundColor);
      if (alpha === 1) {
        return rgb;
      }
    }
    return [255, 255, 255];
  };
  window.contrastOf = (element) => {
    const [light, dark] = [luminance(colourOf(getComputedStyle(element).color).rgb), luminance(behind(element))].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
