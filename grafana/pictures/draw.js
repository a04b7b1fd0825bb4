// Draws a dashboard into a picture, as far as Grafana's libraries can without Grafana, and prints
// what is in each panel, as JSON.
import { readFile, writeFile } from 'node:fs/promises';
import { bundle } from './bundle.js';
import { settle, withPage } from './browser.js';
import { compressed } from './compress.js';

const USAGE = `usage: draw DASHBOARD.json PROMETHEUS_URL OUT.png [NAME=VALUE...]

Names of variables of the dashboard, whose values are regular expressions, and
  from      begin of the time range, as in a dashboard; default: as the dashboard says
  to        its end
  interval  at which Prometheus scrapes, as in Grafana's data source; default: 15s
  width     of the picture in pixels; default: 1600`;

const SETTINGS = { from: undefined, to: undefined, interval: '15s', width: '1600' };

function parse([dashboard, prometheus, picture, ...assignments]) {
  if (!picture || !assignments.every((assignment) => assignment.includes('='))) {
    throw new Error(USAGE);
  }
  const settings = { ...SETTINGS };
  const variables = {};
  for (const assignment of assignments) {
    const [, name, value] = /^(.*?)=(.*)$/s.exec(assignment);
    (name in SETTINGS ? settings : variables)[name] = value;
  }
  return { dashboard, prometheus: prometheus.replace(/\/$/, ''), picture, settings, variables };
}

try {
  const { dashboard, picture, ...how } = parse(process.argv.slice(2));
  const json = JSON.parse(await readFile(dashboard, 'utf8'));
  const width = Number(how.settings.width);
  const drawn = await withPage(await bundle(), how.prometheus, width, async (page) => {
    await page.evaluate(([what, by]) => window.draw(what, by), [json, how]);
    await settle(page);
    await writeFile(picture, compressed(await page.screenshot()));
    return page.evaluate(() => window.summaries());
  });
  console.log(JSON.stringify(drawn, null, 2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
