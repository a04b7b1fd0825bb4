// The same of each cluster.
local labels = import '../lib/labels.libsonnet';

function(config)
  local words = config + labels(config);

  local rule(record, expr) = { record: record, expr: expr % words };

  local sum(of, by='') = rule(
    std.strReplace(of, 'instance', 'cluster'),
    'sum by (%%(cluster)s%s) (%s)' % [by, of]
  );

  [
    rule('cluster:dax_kmem_exporters:count', 'count by (%(cluster)s) (up{%(selector)s})'),
    rule('cluster:dax_kmem_exporters_up:sum', 'sum by (%(cluster)s) (up{%(selector)s})'),
    rule(
      'cluster_state:dax_kmem_region_state:sum',
      'sum by (%(cluster)s, state) (dax_kmem_region_state{%(selector)s})'
    ),
    rule('cluster_wanted_state:dax_kmem_regions:count', |||
      count by (%(cluster)s, wanted, state) (
        (dax_kmem_region_state{%(selector)s} == 1)
        * on (%(region)s) group_left (wanted)
        label_replace(
          dax_kmem_region_wanted_state{%(selector)s} == 1, "wanted", "$1", "state", "(.*)"
        )
      )
    |||),
    sum('instance:dax_kmem_regions:count'),
    sum('instance:dax_kmem_region_size_bytes:sum'),
    sum('instance:dax_kmem_region_online_bytes:sum'),
    sum('instance_problem:dax_kmem_regions:count', ', problem'),
    sum('instance_to:dax_kmem_region_transitions:rate5m', ', to'),
    sum('instance:dax_kmem_region_transition_failures:rate5m'),
    sum('instance:dax_kmem_region_external_changes_refused:rate5m'),
    sum('instance:dax_kmem_node_memory_failures:rate5m'),
  ]
