// Small helpers to make elements and texts.
import { formattedValueToString, getFieldDisplayName, getFieldSeriesColor, reduceField } from '@grafana/data';
import { theme } from './fields.js';

const SVG = 'http://www.w3.org/2000/svg';

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const html = (tag, attributes = {}, ...children) =>
  filled(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  filled(document.createElementNS(SVG, tag), attributes, children);

export const valueField = (frame) => frame.fields.find((field) => field.type === 'number');

export const text = (field, value) => formattedValueToString(field.display(value));

export const seriesName = (frame, frames) => getFieldDisplayName(valueField(frame), frame, frames);

export const seriesColor = (frame) => getFieldSeriesColor(valueField(frame), theme).color;

export const reduced = (field, calc) => reduceField({ field, reducers: [calc] })[calc];

export const nothing = (panel) =>
  html('div', { class: 'nothing' }, panel.fieldConfig.defaults.noValue ?? 'No data');
