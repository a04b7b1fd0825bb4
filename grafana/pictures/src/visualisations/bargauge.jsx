// Grafana's bar gauges, as its panel of that name puts them together.
import { getDisplayProcessor, getDisplayValueAlignmentFactors } from '@grafana/data';
import { BarGauge, VizRepeater } from '@grafana/ui';
import { theme } from '../fields.js';
import { TIME_ZONE } from '../time.js';
import { values } from './values.js';

const SPACING = 10;

// Where the panel leaves it to Grafana.
const AUTO = { minVizWidth: 8, minVizHeight: 16, maxVizHeight: 300 };

export function BarGauges({ panel, frames, width, height }) {
  const { options } = panel;
  const sizes = options.sizing === 'manual' ? options : AUTO;
  return (
    <VizRepeater
      getValues={() => values(panel, frames)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value: { display, field }, alignmentFactors, count, orientation, width: w, height: h }) => (
        <BarGauge
          value={display}
          field={field}
          display={getDisplayProcessor({ field: { config: field }, theme, timeZone: TIME_ZONE })}
          alignmentFactors={count > 1 ? alignmentFactors : undefined}
          orientation={orientation}
          displayMode={options.displayMode}
          valueDisplayMode={options.valueMode}
          namePlacement={options.namePlacement}
          showUnfilled={options.showUnfilled}
          itemSpacing={SPACING}
          width={w}
          height={h}
          theme={theme}
        />
      )}
      width={width}
      height={height}
      minVizWidth={sizes.minVizWidth}
      minVizHeight={sizes.minVizHeight}
      maxVizHeight={sizes.maxVizHeight}
      source={frames}
      itemSpacing={SPACING}
      renderCounter={1}
      orientation={options.orientation}
    />
  );
}
