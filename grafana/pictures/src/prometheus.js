// Asks Prometheus, and gives the answer the form that Grafana's data source does.
import { createDataFrame, FieldType } from '@grafana/data';

async function get(base, path, parameters) {
  const answer = await fetch(`${base}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const body = await answer.json();
  if (body.status !== 'success') {
    throw new Error(`${parameters.query}: ${body.error}`);
  }
  return body.data.result;
}

const number = (text) => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

const withoutName = ({ __name__: _, ...labels }) => labels;

// A text with {{label}} in it.
export const filledIn = (format, labels) =>
  format.replace(/{{\s*(\w+)\s*}}/g, (_, name) => labels[name] ?? '');

// A frame for each series.
function series(target, samples, metric, interval) {
  const labels = withoutName(metric);
  const { legendFormat } = target;
  const name = legendFormat === '__auto' ? undefined : filledIn(legendFormat, labels);
  return createDataFrame({
    refId: target.refId,
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        values: samples.map(([time]) => time * 1000),
        config: { interval },
      },
      {
        name: 'Value',
        type: FieldType.number,
        labels,
        values: samples.map(([, value]) => number(value)),
        config: { displayNameFromDS: name },
      },
    ],
  });
}

// One frame with a row for each series.
function table({ refId }, result, several) {
  const names = [...new Set(result.flatMap(({ metric }) => Object.keys(withoutName(metric))))].sort();
  return createDataFrame({
    refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: result.map(({ value }) => value[0] * 1000) },
      ...names.map((name) => ({
        name,
        type: FieldType.string,
        values: result.map(({ metric }) => metric[name] ?? ''),
      })),
      {
        name: several ? `Value #${refId}` : 'Value',
        type: FieldType.number,
        values: result.map(({ value }) => number(value[1])),
      },
    ],
  });
}

// The frames of a target whose variables are replaced.
export async function query(base, target, { start, end, step, now }, several) {
  if (!target.instant) {
    const result = await get(base, 'query_range', { query: target.expr, start, end, step });
    return result.map(({ metric, values }) => series(target, values, metric, step * 1000));
  }
  const result = await get(base, 'query', { query: target.expr, time: now });
  if (target.format === 'table') {
    return result.length === 0 ? [] : [table(target, result, several)];
  }
  return result.map(({ metric, value }) => series(target, [value], metric, undefined));
}
