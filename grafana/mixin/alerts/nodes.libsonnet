function(config) [
  {
    alert: 'DaxNodeMemoryFailuresNotRecovered',
    expr: |||
      sum without (outcome) (
        dax_kmem_node_memory_failures_total{%(selector)s,outcome=~"failed|ignored"}
      ) > 0
    ||| % config,
    // a process or the kernel may still use the page, and crash
    labels: { severity: 'critical' },
    annotations: {
      summary: 'Memory of node {{ $labels.target_node }} on {{ $labels.instance }} is broken and still in use.',
      description: '{{ $value | printf "%.0f" }} pages of node {{ $labels.target_node }}, which has'
                   + ' the memory of dax regions, had an uncorrectable error since the machine started that the'
                   + ' kernel could not recover from. Whoever reads such a page is killed, or the'
                   + ' machine crashes. Move the work away, then offline the regions of this node.',
    },
  },
  {
    alert: 'DaxNodeMemoryFailures',
    expr: |||
      sum without (outcome) (
        increase(dax_kmem_node_memory_failures_total{%(selector)s,outcome=~"delayed|recovered"}[1h])
      ) > 0
    ||| % config,
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Memory of node {{ $labels.target_node }} on {{ $labels.instance }} is failing.',
      description: '{{ $value | printf "%.0f" }} pages of node {{ $labels.target_node }}, which has'
                   + ' the memory of dax regions, had an uncorrectable error within an hour. The'
                   + ' kernel no longer uses them. Processes that used them may have been killed. If'
                   + ' it goes on, replace the memory.',
    },
  },
]
