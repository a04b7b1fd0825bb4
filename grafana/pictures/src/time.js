// Time ranges and intervals, as Grafana chooses them.
import { dateMath, makeTimeRange, rangeUtil } from '@grafana/data';

export const TIME_ZONE = 'utc';

export function timeRange({ time }, { from = time.from, to = time.to }) {
  return makeTimeRange(dateMath.toDateTime(from, {}), dateMath.toDateTime(to, {}));
}

// For a graph of so many pixels.
export function intervals(panel, range, scrapeInterval, width) {
  const least = rangeUtil.calculateInterval(range, width, panel.interval ?? scrapeInterval);
  const scrape = rangeUtil.intervalToSeconds(scrapeInterval);
  const step = least.intervalMs / 1000;
  return { step, rate: Math.max(step + scrape, 4 * scrape) };
}

// The range in seconds, of whole steps, and the time of queries without a range.
export function aligned(range, step) {
  const down = (time) => Math.floor(time.valueOf() / 1000 / step) * step;
  return { start: down(range.from), end: down(range.to), step, now: range.to.valueOf() / 1000 };
}
