// A dashboard: its title, the values of its variables, and its panels in their places.
import { PanelChrome } from '@grafana/ui';
import { height, MARGIN, place } from './layout.js';
import { theme } from './fields.js';
import { elementId } from './summaries.js';
import { TIME_ZONE } from './time.js';
import { Visualisation } from './visualisation.jsx';

const { colors, typography } = theme;

export function Grid({ title, panels, range, variables }) {
  const total = document.body.clientWidth;
  return (
    <main style={{ padding: MARGIN }}>
      <Head title={title} range={range} variables={variables} />
      <div style={{ position: 'relative', height: height(panels.map(({ panel }) => panel)) }}>
        {panels.map((loaded) => (
          <Placed key={loaded.panel.id} {...loaded} total={total} range={range} />
        ))}
      </div>
    </main>
  );
}

function Head({ title, range: { from, to }, variables }) {
  const format = 'YYYY-MM-DD HH:mm';
  return (
    <header style={{ display: 'flex', gap: 24, marginBottom: 12, alignItems: 'baseline' }}>
      <span style={typography.h3}>{title}</span>
      {Object.entries(variables).map(([name, value]) => (
        <span key={name}>
          <span style={{ color: colors.text.secondary }}>{name} </span>
          {value}
        </span>
      ))}
      <span style={{ marginLeft: 'auto', color: colors.text.secondary }}>
        {from.utc().format(format)} to {to.utc().format(format)} {TIME_ZONE.toUpperCase()}
      </span>
    </header>
  );
}

function Placed({ panel, frames, marks, total, range }) {
  const where = place(panel, total);
  const style = { position: 'absolute', ...where };
  if (panel.type === 'row') {
    return <div style={{ ...style, ...typography.h5, lineHeight: '30px' }}>{panel.title}</div>;
  }
  return (
    <div id={elementId(panel)} style={style}>
      <PanelChrome
        title={panel.title}
        width={where.width}
        height={where.height}
        padding={panel.type === 'table' ? 'none' : 'md'}
      >
        {(width, inner) => (
          <Visualisation
            panel={panel}
            frames={frames}
            marks={marks}
            range={range}
            width={width}
            height={inner}
          />
        )}
      </PanelChrome>
    </div>
  );
}
