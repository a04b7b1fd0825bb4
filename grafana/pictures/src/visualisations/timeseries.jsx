// Grafana's graphs over time, with annotations.
import { TimeSeries } from '@grafana/ui';
import { TIME_ZONE } from '../time.js';
import { Marks } from './marks.jsx';

// As Grafana's panel does, because no scale can have what is not a number.
const finite = (frame) => ({
  ...frame,
  fields: frame.fields.map((field) => ({
    ...field,
    values: field.values.map((value) => (Number.isFinite(value) ? value : null)),
  })),
});

export function Graph({ panel, frames, marks, range, width, height }) {
  return (
    <TimeSeries
      frames={frames.map(finite)}
      timeRange={range}
      timeZone={TIME_ZONE}
      legend={panel.options.legend}
      options={panel.options}
      structureRev={1}
      width={width}
      height={height}
    >
      {(config) => <Marks config={config} marks={marks} />}
    </TimeSeries>
  );
}
