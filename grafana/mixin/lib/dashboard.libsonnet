// Places panels from left to right, line by line, and numbers them.
local place(panels) = std.foldl(
  function(done, panel)
    local size = panel.gridPos;
    local fits = done.x + size.w <= 24;
    local x = if fits then done.x else 0;
    local y = if fits then done.y else done.y + done.height;
    {
      x: x + size.w,
      y: y,
      height: if fits then std.max(done.height, size.h) else size.h,
      panels: done.panels + [
        panel { id: std.length(done.panels) + 1, gridPos+: { x: x, y: y } },
      ],
    },
  panels,
  { x: 0, y: 0, height: 0, panels: [] }
).panels;

function(config, uid, title, description, variables, panels, annotations=[], from='now-6h') {
  uid: uid,
  title: title,
  description: description,
  tags: [config.dashboardTag],
  schemaVersion: 42,
  version: 1,
  editable: false,
  graphTooltip: 1,
  fiscalYearStartMonth: 0,
  time: { from: from, to: 'now' },
  timezone: config.dashboardTimezone,
  timepicker: {},
  refresh: config.dashboardRefresh,
  liveNow: false,
  weekStart: '',
  links: [{
    title: 'dax regions',
    type: 'dashboards',
    tags: [config.dashboardTag],
    asDropdown: false,
    icon: 'dashboard',
    includeVars: true,
    keepTime: true,
    targetBlank: false,
    tooltip: '',
    url: '',
  }],
  annotations: {
    list: [{
      builtIn: 1,
      datasource: { type: 'grafana', uid: '-- Grafana --' },
      enable: true,
      hide: true,
      iconColor: 'rgba(0, 211, 255, 1)',
      name: 'Annotations & Alerts',
      type: 'dashboard',
    }] + annotations,
  },
  templating: { list: variables },
  panels: place(panels),
}
