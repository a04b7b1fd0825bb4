{
  local config = $._config,

  grafanaDashboards+:: {
    'dax-kmem-fleet.json': (import 'fleet.libsonnet')(config),
    'dax-kmem-region.json': (import 'region.libsonnet')(config),
    'dax-kmem-exporter.json': (import 'exporter.libsonnet')(config),
  },
}
