// Annotations in a graph: a dashed line each, with a triangle below, as Grafana draws them.
import { useLayoutEffect } from 'react';
import { theme } from '../fields.js';

const SIZE = 5;

function draw(u, { from, to, color }) {
  const { ctx, bbox } = u;
  const ratio = window.devicePixelRatio;
  const left = u.valToPos(from, 'x', true);
  const right = u.valToPos(to, 'x', true);
  const bottom = bbox.top + bbox.height;
  if (left < bbox.left || left > bbox.left + bbox.width) {
    return;
  }
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = theme.visualization.getColorByName(color);
  ctx.lineWidth = 2 * ratio;
  ctx.setLineDash([5 * ratio, 5 * ratio]);
  for (const x of new Set([left, right])) {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
  }
  ctx.globalAlpha = 0.1;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.moveTo(left, bottom);
  ctx.lineTo(left - SIZE * ratio, bottom + SIZE * ratio);
  ctx.lineTo(right + SIZE * ratio, bottom + SIZE * ratio);
  ctx.lineTo(right, bottom);
  ctx.fill();
  ctx.restore();
}

export function Marks({ config, marks }) {
  useLayoutEffect(() => {
    config.addHook('draw', (u) => marks.forEach((mark) => draw(u, mark)));
  }, [config, marks]);
  return null;
}
