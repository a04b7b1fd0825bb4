#!/usr/bin/env node
// Draws dashboards as Grafana would, as far as that goes without it, into a picture.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const HERE = dirname(fileURLToPath(import.meta.url));
const USAGE = `usage: draw.js --prometheus URL --dashboard FILE --to FILE.png
  [--hours N] [--until SECONDS] [--width PIXELS] [--height PIXELS] [--var NAME=VALUE]...`;

function options() {
  const { values } = parseArgs({
    options: {
      prometheus: { type: 'string' },
      dashboard: { type: 'string' },
      to: { type: 'string' },
      hours: { type: 'string', default: '24' },
      until: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
      width: { type: 'string', default: '1600' },
      height: { type: 'string' },
      var: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!values.prometheus || !values.dashboard || !values.to) {
    throw new Error(USAGE);
  }
  return values;
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, 'src/page.js')],
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

const chosen = options();
const until = Number(chosen.until);
const settings = {
  prometheus: chosen.prometheus.replace(/\/$/, ''),
  range: { from: until - Number(chosen.hours) * 3600, to: until },
  variables: {
    cluster: '.*',
    job: '.+',
    instance: '.+',
    device: '.+',
    ...Object.fromEntries(chosen.var.map((variable) => variable.split(/=(.*)/s, 2))),
  },
};
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: Number(chosen.width), height: 900 } });
  page.on('pageerror', (error) => console.error(error));
  await page.setContent(await readFile(join(HERE, 'src/page.html'), 'utf8'));
  await page.addScriptTag({ content: await bundle() });
  const dashboard = JSON.parse(await readFile(chosen.dashboard, 'utf8'));
  await page.evaluate(([json, all]) => window.draw(json, all), [dashboard, settings]);
  const clip = { x: 0, y: 0, width: Number(chosen.width), height: Number(chosen.height) };
  await page.screenshot({ path: chosen.to, fullPage: true, ...(chosen.height ? { clip } : {}) });
} finally {
  await browser.close();
}
