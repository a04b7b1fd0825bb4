// State timelines. Grafana's own are not in its libraries: these have its axes, colours and texts.
import { FieldType, formattedValueToString, getFieldDisplayName } from '@grafana/data';
import { GraphNG, UPlotConfigBuilder } from '@grafana/ui';
import { theme } from '../fields.js';
import { TIME_ZONE } from '../time.js';

const PADDING = 4;
const FONT_SIZE = 12;

const HORIZONTAL = 0;
const VERTICAL = 1;

export function StateTimeline({ panel, frames, range, width, height }) {
  return (
    <GraphNG
      frames={frames}
      timeRange={range}
      timeZone={TIME_ZONE}
      structureRev={1}
      width={width}
      height={height}
      legend={{ showLegend: false }}
      theme={theme}
      prepConfig={(aligned) => configured(aligned, frames, range, panel)}
      renderLegend={() => null}
    />
  );
}

// Rows from above, each of height 1, without the lines that a graph has.
function configured(aligned, frames, range, panel) {
  const rows = aligned.fields.filter(({ type }) => type !== FieldType.time);
  const middles = rows.map((_, i) => rows.length - i - 0.5);
  const names = rows.map((field) => getFieldDisplayName(field, aligned, frames));
  const builder = new UPlotConfigBuilder(TIME_ZONE);
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: HORIZONTAL,
    direction: 1,
    range: () => [range.from.valueOf(), range.to.valueOf()],
  });
  builder.addScale({
    scaleKey: 'y',
    orientation: VERTICAL,
    direction: 1,
    range: () => [0, rows.length],
  });
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: 'bottom',
    timeZone: TIME_ZONE,
    theme,
    grid: { show: false },
  });
  builder.addAxis({
    scaleKey: 'y',
    placement: 'left',
    theme,
    grid: { show: false },
    ticks: { show: false },
    splits: () => middles,
    values: () => names,
  });
  for (const _ of rows) {
    builder.addSeries({
      scaleKey: 'y',
      theme,
      pathBuilder: () => null,
      pointsBuilder: () => null,
      showPoints: 'never',
      lineWidth: 0,
      show: true,
    });
  }
  builder.addHook('draw', (u) => rows.forEach((field, i) => drawRow(u, field, middles[i], panel)));
  builder.setPrepData(([frame]) => frame.fields.map(({ values }) => values));
  return builder;
}

// Times of one value.
function runs(times, values, end) {
  const all = [];
  values.forEach((value, i) => {
    if (all.length === 0 || all.at(-1).value !== value) {
      all.push({ value, begin: times[i] });
    }
    all.at(-1).end = times[i + 1] ?? end;
  });
  return all.filter(({ value }) => value !== null && value !== undefined);
}

function drawRow(u, field, middle, { options, fieldConfig: { defaults } }) {
  const { ctx, data, bbox } = u;
  const x = (time) => u.valToPos(time, 'x', true);
  const y = (value) => u.valToPos(value, 'y', true);
  const height = (y(0) - y(1)) * options.rowHeight;
  const top = y(middle) - height / 2;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.font = `${FONT_SIZE * window.devicePixelRatio}px ${theme.typography.fontFamily}`;
  for (const { value, begin, end } of runs(data[0], field.values, u.scales.x.max)) {
    const shown = field.display(value);
    const text = formattedValueToString(shown);
    const left = x(begin);
    const width = x(end) - left;
    ctx.globalAlpha = defaults.custom.fillOpacity / 100;
    ctx.fillStyle = shown.color;
    ctx.fillRect(left, top, width, height);
    ctx.globalAlpha = 1;
    if (ctx.measureText(text).width + 2 * PADDING < width) {
      ctx.fillStyle = textColor(shown.color);
      ctx.fillText(text, left + PADDING, top + height / 2);
    }
  }
  ctx.restore();
}

const textColor = (background) =>
  background === theme.visualization.getColorByName('transparent')
    ? theme.colors.text.primary
    : theme.colors.getContrastText(background);
