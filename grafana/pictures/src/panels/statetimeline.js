import { html, seriesName, svg, text, valueField } from '../draw.js';
import { Axes } from './axes.js';

// Runs of one value.
function runs(times, values, end) {
  const all = [];
  values.forEach((value, i) => {
    if (all.at(-1)?.value !== value) {
      all.push({ value, begin: times[i] });
    }
    all.at(-1).end = times[i + 1] ?? end;
  });
  return all.filter(({ value }) => value !== null);
}

export function stateTimeline(panel, frames, { width, height, from, to }) {
  const axes = new Axes({ width, height: height - 4, from: from * 1000, to: to * 1000, max: 1 });
  const row = axes.bottom / frames.length;
  const bar = row * panel.options.rowHeight;
  return html(
    'div',
    {},
    svg(
      'svg',
      { width, height },
      ...axes.times(),
      ...frames.flatMap((frame, i) => {
        const field = valueField(frame);
        const y = row * i + (row - bar) / 2;
        return [
          axes.label(y + bar / 2 + 4, seriesName(frame, frames)),
          ...runs(frame.fields[0].values, field.values, axes.to).flatMap(({ value, begin, end }) => {
            const x = axes.x(begin);
            const length = axes.x(end) - x;
            const name = text(field, value);
            return [
              svg('rect', {
                x,
                y,
                width: length,
                height: bar,
                fill: field.display(value).color,
                'fill-opacity': panel.fieldConfig.defaults.custom.fillOpacity / 100,
              }),
              ...(length > name.length * 8 ? [svg('text', { x: x + 4, y: y + bar / 2 + 4, class: 'on' }, name)] : []),
            ];
          }),
        ];
      })
    )
  );
}
