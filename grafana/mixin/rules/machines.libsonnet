// What the fleet dashboard needs of each machine.
local labels = import '../lib/labels.libsonnet';

function(config)
  local words = config + labels(config);

  local rule(record, expr) = { record: record, expr: expr % words };

  // A region may have several problems.
  local problem(name, expr) =
    rule('instance_problem:dax_kmem_regions:count', expr) + { labels: { problem: name } };

  [
    rule('instance:dax_kmem_regions:count', 'count by (%(machine)s) (dax_kmem_region_up{%(selector)s})'),
    rule('instance:dax_kmem_region_size_bytes:sum', |||
      sum by (%(machine)s) (
        dax_kmem_region_size_bytes{%(selector)s} and on (%(region)s) dax_kmem_region_up{%(selector)s}
      )
    |||),
    rule(
      'instance:dax_kmem_region_online_bytes:sum',
      'sum by (%(machine)s) (dax_kmem_region_online_bytes{%(selector)s})'
    ),
    problem('not as wanted', 'sum by (%(machine)s) (1 - dax_kmem_region_as_wanted{%(selector)s})'),
    problem('missing', 'sum by (%(machine)s) (dax_kmem_wanted_regions_found{%(selector)s} == bool 0)'),
    problem('unreadable', 'sum by (%(machine)s) (1 - dax_kmem_region_up{%(selector)s})'),
    problem('inconsistent', 'sum by (%(machine)s) (dax_kmem_region_state{%(selector)s,state="inconsistent"})'),
    problem('unknown', 'sum by (%(machine)s) (dax_kmem_region_state{%(selector)s,state="unknown"})'),
    problem('stuck', |||
      sum by (%(machine)s) (
        min_over_time(dax_kmem_region_transition_pending{%(selector)s}[15m])
      )
    |||),
    rule('instance_to:dax_kmem_region_transitions:rate5m', |||
      sum by (%(machine)s, to) (rate(dax_kmem_region_transitions_total{%(selector)s}[5m]))
    |||),
    rule('instance:dax_kmem_region_transition_failures:rate5m', |||
      sum by (%(machine)s) (rate(dax_kmem_region_transition_failures_total{%(selector)s}[5m]))
    |||),
    rule('instance:dax_kmem_region_external_changes_refused:rate5m', |||
      sum by (%(machine)s) (rate(dax_kmem_region_external_changes_refused_total{%(selector)s}[5m]))
    |||),
    rule('instance:dax_kmem_node_memory_failures:rate5m', |||
      sum by (%(machine)s) (rate(dax_kmem_node_memory_failures_total{%(selector)s}[5m]))
    |||),
  ]
