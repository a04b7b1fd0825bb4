import { getFieldDisplayName } from '@grafana/data';
import { html, text } from '../draw.js';

function cell(field, row) {
  const shown = field.display(field.values[row]);
  const type = field.config.custom?.cellOptions?.type;
  return html(
    'td',
    {
      class: field.type + (field.config.links?.length ? ' link' : ''),
      style: type === 'color-text' ? `color: ${shown.color}` : '',
    },
    text(field, field.values[row])
  );
}

export function table(panel, frames) {
  const [frame] = frames;
  const head = frame.fields.map((field) => html('th', {}, getFieldDisplayName(field, frame, frames)));
  const rows = Array.from({ length: frame.length }, (_, row) =>
    html('tr', {}, ...frame.fields.map((field) => cell(field, row)))
  );
  return html('table', {}, html('tr', {}, ...head), ...rows);
}
