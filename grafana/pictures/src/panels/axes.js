// The two axes of a graph: scales, and what is drawn of them.
import { svg, text } from '../draw.js';

const LEFT = 64;
const BOTTOM = 18;
const TOP = 6;

function niceStep(max, parts) {
  const rough = max / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
}

const clock = (time) => new Date(time).toISOString().slice(11, 16);

export class Axes {
  constructor({ width, height, from, to, max }) {
    this.right = width;
    this.bottom = height - BOTTOM;
    this.from = from;
    this.to = to;
    this.max = max;
  }

  x = (time) => LEFT + ((this.right - LEFT) * (time - this.from)) / (this.to - this.from);

  y = (value) => this.bottom - ((this.bottom - TOP) * value) / this.max;

  // From left to right.
  times(parts = 6) {
    const each = (this.to - this.from) / parts;
    return Array.from({ length: parts }, (_, i) => this.from + each * (i + 0.5)).flatMap((time) => [
      svg('line', { x1: this.x(time), x2: this.x(time), y1: TOP, y2: this.bottom, class: 'grid' }),
      svg('text', { x: this.x(time), y: this.bottom + 14, 'text-anchor': 'middle' }, clock(time)),
    ]);
  }

  // From the bottom up, in a field's unit.
  values(field) {
    const marks = [];
    const step = niceStep(this.max, 4);
    for (let value = 0; value <= this.max; value += step) {
      const y = this.y(value);
      marks.push(
        svg('line', { x1: LEFT, x2: this.right, y1: y, y2: y, class: 'grid' }),
        svg('text', { x: LEFT - 6, y: y + 4, 'text-anchor': 'end' }, text(field, value))
      );
    }
    return marks;
  }

  label(y, name) {
    return svg('text', { x: LEFT - 6, y, 'text-anchor': 'end' }, name);
  }
}
