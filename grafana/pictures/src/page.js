// Draws a dashboard with the data of a Prometheus into this page.
import { html, nothing } from './draw.js';
import { prepared } from './fields.js';
import { barGauge } from './panels/bargauge.js';
import { stat } from './panels/stat.js';
import { stateTimeline } from './panels/statetimeline.js';
import { table } from './panels/table.js';
import { timeSeries } from './panels/timeseries.js';
import { frames } from './prometheus.js';

const KINDS = {
  bargauge: barGauge,
  stat,
  'state-timeline': stateTimeline,
  table,
  timeseries: timeSeries,
};

// As Grafana: 24 columns, and lines of 30 pixels with 8 between.
const COLUMNS = 24;
const LINE = 30;
const GAP = 8;
const PADDING = 8;
const TITLE = 32;

const STEPS = [15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600];
const UNITS = { s: 1, m: 60, h: 3600 };

// Seconds between two points, as Grafana chooses it by the width.
function interval(panel, seconds, width) {
  const [, least, unit] = /^(\d+)([smh])$/.exec(panel.interval ?? '15s');
  const wanted = Math.max(seconds / width, least * UNITS[unit]);
  return STEPS.find((step) => step >= wanted) ?? STEPS.at(-1);
}

function replaced(expr, variables) {
  return expr.replace(/\$(?:{(\w+)}|(\w+))/g, (whole, braced, plain) => {
    const value = variables[braced ?? plain];
    if (value === undefined) {
      throw new Error(`no value for ${whole} in ${expr}`);
    }
    return value;
  });
}

async function framesOf(panel, base, time, chosen) {
  const seconds = time.to - time.from;
  const variables = {
    ...chosen,
    __interval: `${time.interval}s`,
    __interval_ms: time.interval * 1000,
    __rate_interval: `${Math.max(time.interval + 15, 60)}s`,
    __range: `${seconds}s`,
    __range_s: seconds,
  };
  const results = await Promise.all(
    panel.targets.map((target) =>
      frames(
        base,
        { ...target, expr: replaced(target.expr, variables) },
        time,
        panel.targets.length > 1
      )
    )
  );
  return results.flat();
}

async function content(panel, size, { prometheus, range, variables }) {
  const step = interval(panel, range.to - range.from, size.width);
  const to = Math.floor(range.to / step) * step;
  const time = { from: to - Math.floor((range.to - range.from) / step) * step, to, interval: step };
  const found = (await framesOf(panel, prometheus, time, variables)).filter(({ length }) => length > 0);
  if (found.length === 0) {
    return nothing(panel);
  }
  return KINDS[panel.type](panel, await prepared(panel, found), { ...size, ...time });
}

async function drawn(panel, total, settings) {
  const { x, y, w, h } = panel.gridPos;
  const column = (total - (COLUMNS - 1) * GAP) / COLUMNS;
  const width = w * (column + GAP) - GAP;
  const height = h * (LINE + GAP) - GAP;
  const style = `left: ${x * (column + GAP)}px; top: ${y * (LINE + GAP)}px; width: ${width}px; height: ${height}px`;
  if (panel.type === 'row') {
    return html('h2', { style }, panel.title);
  }
  const size = { width: width - 2 * PADDING - 2, height: height - TITLE - PADDING };
  return html(
    'section',
    { style },
    html('h3', {}, panel.title),
    await content(panel, size, settings)
  );
}

window.draw = async (dashboard, settings) => {
  document.querySelector('h1').textContent = dashboard.title;
  const main = document.querySelector('main');
  const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  const shown = await Promise.all(panels.map((panel) => drawn(panel, main.clientWidth, settings)));
  main.append(...shown);
  const lines = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
  main.style.height = `${lines * (LINE + GAP)}px`;
};
