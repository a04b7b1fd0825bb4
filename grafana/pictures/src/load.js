// The data of all panels, as Grafana's transformations and field configurations make it.
import { annotations } from './annotations.js';
import { prepared } from './fields.js';
import { innerWidth } from './layout.js';
import { query } from './prometheus.js';
import { aligned, intervals } from './time.js';
import { builtIn, chosen, replaced } from './variables.js';

export async function load(dashboard, panels, { prometheus, settings, variables, range }) {
  const values = chosen(dashboard, variables);
  const marks = await annotations(dashboard, prometheus, range, values);
  const of = async (panel) => {
    const width = innerWidth(panel, Number(settings.width));
    const interval = intervals(panel, range, settings.interval, width);
    const time = aligned(range, interval.step);
    const all = { ...values, ...builtIn(range, interval) };
    const targets = panel.targets ?? [];
    const results = await Promise.all(
      targets.map((target) =>
        query(prometheus, { ...target, expr: replaced(target.expr, all) }, time, targets.length > 1)
      )
    );
    return { panel, frames: await prepared(panel, results.flat()), marks };
  };
  return Promise.all(panels.map(of));
}
