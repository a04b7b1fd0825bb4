local query(name, label, values, allValue) = {
  name: name,
  label: label,
  type: 'query',
  datasource: { type: 'prometheus', uid: '${datasource}' },
  query: { query: 'label_values(%s)' % values, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
  regex: '',
  // when the time range changes
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: allValue,
  hide: 0,
  options: [],
  skipUrlSync: false,
  current: { selected: true, text: ['All'], value: ['$__all'] },
};

function(config) {
  local words = config {
    build: 'dax_kmem_exporter_build_info',
    recorded: 'cluster:dax_kmem_exporters:count',
  },

  datasource: {
    name: 'datasource',
    label: 'Data source',
    type: 'datasource',
    query: 'prometheus',
    regex: '',
    refresh: 1,
    hide: 0,
    multi: false,
    includeAll: false,
    options: [],
    skipUrlSync: false,
  },

  // also selects series without this label
  cluster: query('cluster', 'Cluster', '%(build)s{%(selector)s}, %(clusterLabel)s' % words, '.*'),

  job: query('job', 'Job', '%(build)s{%(selector)s,%(clusterLabel)s=~"$cluster"}, job' % words, '.+'),

  // The same of recorded series, which are also where the exporters' own are not.
  recordedCluster: query('cluster', 'Cluster', '%(recorded)s, %(clusterLabel)s' % words, '.*'),
  recordedJob: query('job', 'Job', '%(recorded)s{%(clusterLabel)s=~"$cluster"}, job' % words, '.+'),

  instance: query(
    'instance',
    'Instance',
    '%(build)s{%(clusterLabel)s=~"$cluster",job=~"$job"}, instance' % words,
    '.+'
  ),

  device: query(
    'device',
    'Device',
    'dax_kmem_region_up{%(clusterLabel)s=~"$cluster",job=~"$job",instance=~"$instance"}, device' % words,
    '.+'
  ),

  // Selectors by these variables.
  clusters:: '%(clusterLabel)s=~"$cluster",job=~"$job"' % words,
  machines:: self.clusters + ',instance=~"$instance"',
  regions:: self.machines + ',device=~"$device"',
}
