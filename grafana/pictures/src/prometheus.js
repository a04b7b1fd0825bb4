// Asks Prometheus for the data of a panel, and gives it the form that Grafana's data source does.
import { createDataFrame, FieldType } from '@grafana/data';

async function get(base, path, parameters) {
  const answer = await fetch(`${base}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const body = await answer.json();
  if (body.status !== 'success') {
    throw new Error(`${parameters.query}: ${body.error}`);
  }
  return body.data.result;
}

const legend = (format, labels) =>
  format === '__auto' ? undefined : format.replace(/{{\s*(\w+)\s*}}/g, (_, name) => labels[name] ?? '');

const number = (text) => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

const withoutName = ({ __name__: _, ...labels }) => labels;

// A frame for each series.
function series(target, times, values, labels) {
  return createDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: times },
      {
        name: 'Value',
        type: FieldType.number,
        labels,
        values,
        config: { displayNameFromDS: legend(target.legendFormat, labels) },
      },
    ],
  });
}

// One frame with a row for each series.
function rows(target, result, several) {
  const names = [...new Set(result.flatMap(({ metric }) => Object.keys(withoutName(metric))))].sort();
  return createDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: result.map(({ value }) => value[0] * 1000) },
      ...names.map((name) => ({
        name,
        type: FieldType.string,
        values: result.map(({ metric }) => metric[name] ?? ''),
      })),
      {
        name: several ? `Value #${target.refId}` : 'Value',
        type: FieldType.number,
        values: result.map(({ value }) => number(value[1])),
      },
    ],
  });
}

// With null where the series has no sample.
function onGrid(values, { from, to, interval }) {
  const at = new Map(values.map(([time, value]) => [Math.round(time), number(value)]));
  const times = [];
  for (let time = from; time <= to; time += interval) {
    times.push(time);
  }
  return [times.map((time) => time * 1000), times.map((time) => at.get(time) ?? null)];
}

// The frames of a target whose variables are replaced already.
export async function frames(base, target, time, several) {
  if (target.instant) {
    const result = await get(base, 'query', { query: target.expr, time: time.to });
    return target.format === 'table'
      ? [rows(target, result, several)]
      : result.map(({ metric, value }) =>
          series(target, [value[0] * 1000], [number(value[1])], withoutName(metric))
        );
  }
  const result = await get(base, 'query_range', {
    query: target.expr,
    start: time.from,
    end: time.to,
    step: time.interval,
  });
  return result.map(({ metric, values }) =>
    series(target, ...onGrid(values, time), withoutName(metric))
  );
}
