// What is in each panel: the values of its data, and whether something of them is on the page.

// Where there is one of these, the component for the data is there. Of a bar gauge and a table that is the
// data itself; a canvas can be empty and a big number say that there is none, so that these need a look.
const SIGNS = {
  bargauge: '[data-testid="data-testid Bar gauge value"]',
  stat: 'span',
  'state-timeline': 'canvas',
  table: '[role="gridcell"]',
  timeseries: 'canvas',
};

export const elementId = ({ id }) => `panel-${id}`;

export const summaries = (loaded) =>
  loaded
    .filter(({ panel }) => panel.type !== 'row')
    .map(({ panel, frames }) => ({
      title: panel.title,
      type: panel.type,
      values: frames.reduce((sum, frame) => sum + frame.length, 0),
      drawn: document.querySelector(`#${elementId(panel)} ${SIGNS[panel.type]}`) !== null,
    }));
