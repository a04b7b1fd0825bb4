import { html, seriesColor, svg, valueField } from '../draw.js';
import { Axes } from './axes.js';
import { legend } from './legend.js';

// What is below each point of each series.
function stacked(frames, normal) {
  const sums = frames[0].fields[0].values.map(() => 0);
  return frames.map((frame) =>
    valueField(frame).values.map((value, i) => {
      const below = normal ? sums[i] : 0;
      sums[i] += value ?? 0;
      return value === null ? null : { below, above: below + value };
    })
  );
}

// The parts between gaps.
function parts(points) {
  const all = [[]];
  for (const point of points) {
    if (point.span === null) {
      all.push([]);
    } else {
      all.at(-1).push(point);
    }
  }
  return all.filter((part) => part.length > 0);
}

function drawn(style, points, color, axes, barWidth) {
  const at = (time, value) => `${axes.x(time)},${axes.y(value)}`;
  if (style.drawStyle === 'bars') {
    return points
      .filter(({ span }) => span !== null && span.above > span.below)
      .map(({ time, span }) =>
        svg('rect', {
          x: axes.x(time) - barWidth / 2,
          width: barWidth,
          y: axes.y(span.above),
          height: axes.y(span.below) - axes.y(span.above),
          fill: color,
          'fill-opacity': style.fillOpacity / 100,
          stroke: color,
        })
      );
  }
  if (style.drawStyle === 'points') {
    return points
      .filter(({ span }) => span !== null)
      .map(({ time, span }) =>
        svg('circle', { cx: axes.x(time), cy: axes.y(span.above), r: style.pointSize / 2, fill: color })
      );
  }
  const dash = style.lineStyle?.dash?.join(' ') ?? 'none';
  return parts(points).flatMap((part) => {
    const above = part.map(({ time, span }) => at(time, span.above));
    const below = part.map(({ time, span }) => at(time, span.below)).reverse();
    return [
      svg('polygon', {
        points: [...above, ...below].join(' '),
        fill: color,
        'fill-opacity': style.fillOpacity / 100,
      }),
      svg('polyline', {
        points: above.join(' '),
        fill: 'none',
        stroke: color,
        'stroke-width': style.lineWidth,
        'stroke-dasharray': dash,
      }),
    ];
  });
}

export function timeSeries(panel, frames, { width, height, from, to, interval }) {
  const { stacking } = panel.fieldConfig.defaults.custom;
  const spans = stacked(frames, stacking.mode === 'normal');
  const max = Math.max(...spans.flat().map((span) => span?.above ?? 0));
  const below = legend(panel, frames);
  const rows = panel.options.legend.displayMode === 'table' ? frames.length + 1 : 1;
  const graph = height - Math.min(rows * 19 + 4, height / 2);
  const axes = new Axes({ width, height: graph, from: from * 1000, to: to * 1000, max: max * 1.05 || 1 });
  const barWidth = Math.max(1, 0.8 * (axes.x(interval * 1000) - axes.x(0)));
  return html(
    'div',
    {},
    svg(
      'svg',
      { width, height: graph },
      ...axes.times(),
      ...axes.values(valueField(frames[0])),
      ...frames.flatMap((frame, i) =>
        drawn(
          valueField(frame).config.custom,
          frame.fields[0].values.map((time, j) => ({ time, span: spans[i][j] })),
          seriesColor(frame),
          axes,
          barWidth
        )
      )
    ),
    below
  );
}
