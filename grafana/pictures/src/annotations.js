// The annotations of a dashboard: a mark in each step in which a query has a value that is not 0.
import { query, filledIn } from './prometheus.js';
import { aligned } from './time.js';
import { replaced } from './variables.js';
import { rangeUtil } from '@grafana/data';

export async function annotations({ annotations: { list } }, prometheus, range, values) {
  const all = await Promise.all(
    list.filter(({ expr, enable }) => expr && enable).map((one) => marks(one, prometheus, range, values))
  );
  return all.flat();
}

async function marks({ expr, step, iconColor, titleFormat }, prometheus, range, values) {
  const seconds = rangeUtil.intervalToSeconds(step);
  const target = {
    refId: 'Anno',
    expr: replaced(expr, { ...values, __interval: step }),
    legendFormat: titleFormat,
  };
  const frames = await query(prometheus, target, aligned(range, seconds), false);
  return frames.flatMap(({ fields: [time, value] }) =>
    spans(time.values.filter((_, i) => value.values[i] !== 0), seconds * 1000).map((span) => ({
      ...span,
      color: iconColor,
      text: filledIn(titleFormat, value.labels),
    }))
  );
}

// Values in steps that follow each other are one annotation.
function spans(times, step) {
  const all = [];
  for (const time of times) {
    if (all.length > 0 && time - all.at(-1).to <= step) {
      all.at(-1).to = time;
    } else {
      all.push({ from: time, to: time });
    }
  }
  return all;
}
