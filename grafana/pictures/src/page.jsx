// Draws a dashboard with the data of a Prometheus into this page.
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-500.css';
import '@fontsource/roboto-mono/latin-400.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { ThemeContext } from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { Grid } from './grid.jsx';
import { load } from './load.js';
import { theme } from './fields.js';
import { summaries } from './summaries.js';
import { timeRange } from './time.js';

// Leaves a function that says what is in each panel by then.
window.draw = async (dashboard, { prometheus, settings, variables }) => {
  const range = timeRange(dashboard, settings);
  const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  const loaded = await load(dashboard, panels, { prometheus, settings, variables, range });
  await Promise.all([...document.fonts].map((font) => font.load()));
  const root = document.createElement('div');
  document.body.append(root);
  const page = (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <PortalContainer />
      <Grid title={dashboard.title} panels={loaded} range={range} variables={variables} />
    </ThemeContext.Provider>
  );
  // at once, because the window is then made as high as it
  flushSync(() => createRoot(root).render(page));
  window.summaries = () => summaries(loaded);
};
