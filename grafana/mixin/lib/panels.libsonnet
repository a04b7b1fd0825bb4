// Panels of each kind, as functions that return plain objects: add to them with `+`.
local datasource = { type: 'prometheus', uid: '${datasource}' };

local target(i, query) = {
  refId: std.char(std.codepoint('A') + i),
  datasource: datasource,
  editorMode: 'code',
} + query;

local panel(type, title, description, queries) = {
  type: type,
  title: title,
  description: description,
  datasource: datasource,
  targets: std.mapWithIndex(target, queries),
  fieldConfig: {
    defaults: {
      unit: 'locale',
      color: { mode: 'thresholds' },
      mappings: [],
      thresholds: { mode: 'absolute', steps: [{ color: 'text', value: null }] },
    },
    overrides: [],
  },
};

local legend(calcs, mode='table') = {
  calcs: calcs,
  displayMode: if calcs == [] then 'list' else mode,
  placement: 'bottom',
  showLegend: true,
};

local series(title, description, queries, custom, legend) =
  panel('timeseries', title, description, queries) {
    fieldConfig+: { defaults+: {
      color: { mode: 'palette-classic' },
      min: 0,
      custom: {
        drawStyle: 'line',
        lineWidth: 1,
        fillOpacity: 0,
        pointSize: 4,
        showPoints: 'auto',
        spanNulls: false,
        stacking: { group: 'A', mode: 'none' },
      } + custom,
    } },
    options: {
      legend: legend,
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };

local reduce = { calcs: ['lastNotNull'], fields: '', values: false };

{
  // The value over the time range.
  query(expr, legend):: { expr: expr, legendFormat: legend, range: true, instant: false },

  // The value at its end.
  now(expr, legend='__auto'):: { expr: expr, legendFormat: legend, range: false, instant: true },

  // The same as rows.
  rows(expr):: self.now(expr) { format: 'table' },

  row(title):: {
    type: 'row',
    title: title,
    collapsed: false,
    panels: [],
    gridPos: { w: 24, h: 1 },
  },

  size(w, h):: { gridPos: { w: w, h: h } },

  unit(unit):: { fieldConfig+: { defaults+: { unit: unit } } },

  // What to show instead of "No data".
  noValue(text):: { fieldConfig+: { defaults+: { noValue: text } } },

  mappings(mappings):: { fieldConfig+: { defaults+: { mappings: mappings } } },

  overrides(overrides):: { fieldConfig+: { overrides+: overrides } },

  link(title, url):: { fieldConfig+: { defaults+: { links: [{ title: title, url: url }] } } },

  // The shortest $__interval.
  interval(interval):: { interval: interval },

  // Coloured from 1 on.
  alarm(color):: { fieldConfig+: { defaults+: { thresholds: {
    mode: 'absolute',
    steps: [{ color: 'green', value: null }, { color: color, value: 1 }],
  } } } },

  // Always of one colour.
  color(color):: { fieldConfig+: { defaults+: { thresholds: {
    mode: 'absolute',
    steps: [{ color: color, value: null }],
  } } } },

  // A part of 1, coloured below it.
  complete:: { fieldConfig+: { defaults+: { max: 1, thresholds: {
    mode: 'absolute',
    steps: [{ color: 'orange', value: null }, { color: 'green', value: 1 }],
  } } } },

  stat(title, description, queries):: panel('stat', title, description, queries) {
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      percentChangeColorMode: 'standard',
      showPercentChange: false,
      reduceOptions: reduce,
      textMode: 'auto',
      wideLayout: true,
    },
  },

  lines(title, description, queries, calcs=['lastNotNull', 'max'])::
    series(title, description, queries, {}, legend(calcs)),

  // Of numbers of which one may be a thousand times another.
  logarithmic:: { fieldConfig+: { defaults+: { custom+: {
    scaleDistribution: { type: 'symlog', log: 10, linearThreshold: 1 },
  } } } },

  areas(title, description, queries, calcs=['lastNotNull', 'max'])::
    series(title, description, queries, {
      fillOpacity: 30,
      stacking: { group: 'A', mode: 'normal' },
    }, legend(calcs)),

  // Each bar is what happened since the bar before. A table of many names would not fit below.
  bars(title, description, queries, calcs=['sum'])::
    series(title, description, queries, {
      drawStyle: 'bars',
      fillOpacity: 60,
      stacking: { group: 'A', mode: 'normal' },
    }, legend(calcs, 'list')) + { fieldConfig+: { defaults+: { decimals: 0 } } },

  points(title, description, queries, calcs=['mean', 'max'])::
    series(title, description, queries, {
      drawStyle: 'points',
      pointSize: 6,
      showPoints: 'always',
    }, legend(calcs)),

  // The names and values at the right of a graph that is wide.
  legendRight:: { options+: { legend+: { displayMode: 'table', placement: 'right' } } },

  // The longest bar first. Ten fit, and one alone is no higher than they are.
  barList(title, description, queries):: panel('bargauge', title, description, queries) {
    fieldConfig+: { defaults+: { min: 0 } },
    options: {
      displayMode: 'basic',
      legend: legend([]) + { showLegend: false },
      maxVizHeight: 20,
      minVizHeight: 12,
      minVizWidth: 8,
      namePlacement: 'left',
      orientation: 'horizontal',
      reduceOptions: reduce,
      showUnfilled: true,
      sizing: 'manual',
      valueMode: 'color',
    },
  },

  stateTimeline(title, description, queries):: panel('state-timeline', title, description, queries) {
    fieldConfig+: { defaults+: {
      unit: 'none',
      custom: { fillOpacity: 80, lineWidth: 0 },
    } },
    options: {
      alignValue: 'left',
      legend: legend([]),
      mergeValues: true,
      rowHeight: 0.8,
      showValue: 'auto',
      tooltip: { mode: 'single', sort: 'none' },
    },
  },

  table(title, description, queries, transformations):: panel('table', title, description, queries) {
    fieldConfig+: { defaults+: {
      custom: {
        align: 'auto',
        cellOptions: { type: 'auto' },
        filterable: true,
        inspect: false,
      },
    } },
    options: {
      cellHeight: 'sm',
      showHeader: true,
    },
    transformations: transformations,
  },

  // Puts the columns into this order, with these names.
  columns(names, hidden=['Time'])::
    {
      id: 'organize',
      options: {
        excludeByName: { [name]: true for name in hidden },
        indexByName: { [names[i][0]]: i for i in std.range(0, std.length(names) - 1) },
        renameByName: { [name[0]]: name[1] for name in names },
      },
    },

  merge:: { id: 'merge', options: {} },

  sortBy(field, desc=true):: { id: 'sortBy', options: { fields: {}, sort: [{ field: field, desc: desc }] } },

  // One row for each value of a field, one column for each of another.
  matrix(row, column):: {
    id: 'groupingToMatrix',
    options: { rowField: row, columnField: column, valueField: 'Value', emptyValue: 'zero' },
  },

  // Columns that are as wide as what is in them.
  widths(widths):: [self.column(name, { 'custom.width': widths[name] }) for name in std.objectFields(widths)],

  // Settings of one column.
  column(name, properties):: {
    matcher: { id: 'byName', options: name },
    properties: [{ id: id, value: properties[id] } for id in std.objectFields(properties)],
  },
}
