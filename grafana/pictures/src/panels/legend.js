import { fieldReducers } from '@grafana/data';
import { html, reduced, seriesColor, seriesName, text, valueField } from '../draw.js';

export function legend(panel, frames) {
  const { calcs, displayMode } = panel.options.legend;
  const name = (frame) => [
    html('i', { style: `background: ${seriesColor(frame)}` }),
    seriesName(frame, frames),
  ];
  if (displayMode !== 'table') {
    return html('div', { class: 'legend' }, ...frames.map((frame) => html('span', {}, ...name(frame))));
  }
  const head = ['', ...calcs.map((calc) => fieldReducers.get(calc).name)];
  return html(
    'table',
    { class: 'legend' },
    html('tr', {}, ...head.map((title) => html('th', {}, title))),
    ...frames.map((frame) => {
      const field = valueField(frame);
      const values = calcs.map((calc) => text(field, reduced(field, calc)));
      return html('tr', {}, ...[name(frame), ...values].map((value) => html('td', {}, ...[value].flat())));
    })
  );
}
