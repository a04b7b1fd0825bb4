// Grafana's grid: 24 columns, and lines of 30 pixels with 8 between.
const COLUMNS = 24;
const LINE = 30;
const GAP = 8;
export const MARGIN = 16;
const PADDING = 8;
const BORDER = 1;

export function place({ gridPos: { x, y, w, h } }, total) {
  const column = (total - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
  return {
    left: x * (column + GAP),
    top: y * (LINE + GAP),
    width: w * (column + GAP) - GAP,
    height: h * (LINE + GAP) - GAP,
  };
}

export const innerWidth = (panel, total) => Math.floor(place(panel, total).width - 2 * (PADDING + BORDER));

export const height = (panels) =>
  Math.max(...panels.map(({ gridPos: { y, h } }) => y + h)) * (LINE + GAP);
