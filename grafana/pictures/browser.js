// Debian's Chromium with the page in it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = 2000;
const FOLDER = '/picture/';
const EMPTY = '<!doctype html><meta charset="utf-8"><body style="margin: 0"></body>';

// Grafana's components load their icons from there.
const PUBLIC = fileURLToPath(new URL('node_modules/@grafana/ui/dist/public/', import.meta.url));

function answer(route) {
  const { pathname } = new URL(route.request().url());
  if (pathname.endsWith(FOLDER)) {
    return route.fulfill({ contentType: 'text/html', body: EMPTY });
  }
  const file = PUBLIC + pathname.replace(/^.*\/public\/(build\/)?/, '');
  return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
}

// Makes the window as high as the page, because what is outside is not drawn, and waits until nothing
// changes any more.
export async function settle(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize().width, height });
  let before;
  let now;
  do {
    before = now;
    await page.waitForTimeout(QUIET);
    now = await page.evaluate(() => document.body.innerHTML);
  } while (now !== before);
}

// The page is as if of Prometheus itself, which it asks.
export async function withPage({ script, style }, prometheus, width, use) {
  if (!existsSync(CHROMIUM)) {
    throw new Error('chromium is missing: apt-get install chromium');
  }
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    // as root it does not start with a sandbox; it loads only our page
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const errors = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.route(/\/picture\/|\/public\//, answer);
    await page.goto(prometheus + FOLDER);
    await page.addStyleTag({ content: style });
    await page.addScriptTag({ content: script });
    const result = await use(page);
    if (errors.length > 0) {
      throw new AggregateError(errors, errors.map(({ stack }) => stack).join('\n'));
    }
    return result;
  } finally {
    await browser.close();
  }
}
