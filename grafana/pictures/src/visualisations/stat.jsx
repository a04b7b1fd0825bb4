// Grafana's big values, as its stat panel puts them together.
import { getDisplayValueAlignmentFactors } from '@grafana/data';
import { BigValue, VizRepeater } from '@grafana/ui';
import { theme } from '../fields.js';
import { values } from './values.js';

export function Stats({ panel, frames, width, height }) {
  const { colorMode, graphMode, justifyMode, orientation, textMode, wideLayout } = panel.options;
  return (
    <VizRepeater
      getValues={() => values(panel, frames)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, alignmentFactors, orientation: parent, count, width: w, height: h }) => (
        <BigValue
          value={value.display}
          count={count}
          alignmentFactors={alignmentFactors}
          parentOrientation={parent}
          colorMode={colorMode}
          graphMode={graphMode}
          justifyMode={justifyMode}
          textMode={textMode}
          wideLayout={wideLayout}
          width={w}
          height={h}
          theme={theme}
        />
      )}
      width={width}
      height={height}
      source={frames}
      itemSpacing={3}
      renderCounter={1}
      autoGrid={true}
      orientation={orientation}
    />
  );
}
