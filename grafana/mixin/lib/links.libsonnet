// Links between the dashboards, which keep the data source and the time range.
function(config) {
  local url(uid, variables) =
    '/d/%s?${datasource:queryparam}&${job:queryparam}&%s&${__url_time_range}' % [
      uid,
      std.join('&', ['var-%s=%s' % [name, variables[name]] for name in std.objectFields(variables)]),
    ],

  local label(name) = '${__field.labels.%s}' % name,

  region: 'dax-kmem-region',

  // From a series that has these labels.
  machineOfSeries: url(self.region, {
    cluster: label(config.clusterLabel),
    instance: label('instance'),
  }),

  // From a row that has these columns.
  machineOfRow: url(self.region, {
    cluster: '${__data.fields.Cluster}',
    instance: '${__data.fields.Instance}',
  }),
}
