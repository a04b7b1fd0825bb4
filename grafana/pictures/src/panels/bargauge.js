import { html, reduced, seriesName, text, valueField } from '../draw.js';

export function barGauge(panel, frames) {
  const [calc] = panel.options.reduceOptions.calcs;
  const values = frames.map((frame) => reduced(valueField(frame), calc));
  const max = panel.fieldConfig.defaults.max ?? Math.max(...values);
  return html(
    'div',
    { class: 'bars' },
    ...frames.flatMap((frame, i) => {
      const field = valueField(frame);
      const color = field.display(values[i]).color;
      return [
        html('span', {}, seriesName(frame, frames)),
        html(
          'div',
          { class: 'unfilled' },
          html('div', { style: `width: ${(100 * values[i]) / max}%; background: ${color}` })
        ),
        html('span', { style: `color: ${color}` }, text(field, values[i])),
      ];
    })
  );
}
