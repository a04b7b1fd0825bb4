// For a Prometheus that collects the recorded series of others, or has several clusters.
local labels = import '../lib/labels.libsonnet';

function(config)
  local words = config + labels(config);
  [
    {
      alert: 'DaxClusterVanished',
      expr: |||
        max by (%(clusterLabel)s) (last_over_time(cluster:dax_kmem_exporters:count[%(vanishedWindow)s]))
        unless on (%(clusterLabel)s) cluster:dax_kmem_exporters:count
      ||| % words,
      'for': '15m',
      // the alerts of that cluster do not arrive either
      labels: { severity: 'critical' },
      annotations: {
        summary: 'Nothing arrives from cluster {{ $labels.%(clusterLabel)s }} any more.' % words,
        description: (
          'What the rules record of cluster {{ $labels.%(clusterLabel)s }} arrived within the last'
          + ' %(vanishedWindow)s, and has not for 15 minutes. Its alerts do not arrive either. Check that its'
          + ' Prometheus runs, that it can be reached from here or reaches this store, and that it still has'
          + ' targets and the rules.'
        ) % words,
      },
    },
  ]
