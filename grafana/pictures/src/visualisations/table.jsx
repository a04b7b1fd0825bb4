// Grafana's table.
import { TableNG } from '@grafana/ui/unstable';

export function Rows({ panel, frames: [frame], width, height }) {
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      noHeader={!panel.options.showHeader}
      cellHeight={panel.options.cellHeight}
      fieldConfig={panel.fieldConfig}
      noValue={panel.fieldConfig.defaults.noValue}
      // all rows are to be in the picture
      enableVirtualization={false}
    />
  );
}
