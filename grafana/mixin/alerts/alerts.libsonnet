{
  local config = $._config,

  local withRunbook(rule) = rule {
    annotations+: { runbook_url: config.runbookURL % rule.alert },
  },

  local group(name, alerts) = {
    name: name,
    rules: std.map(withRunbook, alerts(config)),
  },

  prometheusAlerts+:: {
    groups+: [
      group('dax-kmem-exporters', import 'exporters.libsonnet'),
      group('dax-kmem-regions', import 'regions.libsonnet'),
      group('dax-kmem-nodes', import 'nodes.libsonnet'),
    ],
  },

  // For a Prometheus or store above those that have the others.
  prometheusClusterAlerts+:: {
    groups+: [group('dax-kmem-clusters', import 'clusters.libsonnet')],
  },
}
