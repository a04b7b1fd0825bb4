import { html, reduced, seriesName, text, valueField } from '../draw.js';

export function stat(panel, frames) {
  return html(
    'div',
    { class: 'stat' },
    ...frames.map((frame) => {
      const field = valueField(frame);
      const value = reduced(field, panel.options.reduceOptions.calcs[0]);
      return html(
        'div',
        { class: 'value', style: `color: ${field.display(value).color}` },
        ...(frames.length > 1 ? [html('small', {}, seriesName(frame, frames))] : []),
        text(field, value)
      );
    })
  );
}
