// The content of a panel, by its type.
import { theme } from './fields.js';
import { BarGauges } from './visualisations/bargauge.jsx';
import { Stats } from './visualisations/stat.jsx';
import { StateTimeline } from './visualisations/statetimeline.jsx';
import { Rows } from './visualisations/table.jsx';
import { Graph } from './visualisations/timeseries.jsx';

const KINDS = {
  bargauge: BarGauges,
  stat: Stats,
  'state-timeline': StateTimeline,
  table: Rows,
  timeseries: Graph,
};

export function Visualisation(props) {
  const { panel, frames, height } = props;
  const Kind = KINDS[panel.type];
  if (!Kind) {
    throw new Error(`${panel.title}: panels of the type ${panel.type} cannot be drawn`);
  }
  // a stat shows the text itself, as large as a value
  return frames.length === 0 && panel.type !== 'stat' ? (
    <Nothing height={height} text={panel.fieldConfig.defaults.noValue ?? 'No data'} />
  ) : (
    <Kind {...props} />
  );
}

function Nothing({ height, text }) {
  const style = { height, display: 'grid', placeItems: 'center', color: theme.colors.text.secondary };
  return <div style={{ ...style, ...theme.typography.h4 }}>{text}</div>;
}
