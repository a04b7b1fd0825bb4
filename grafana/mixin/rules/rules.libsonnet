{
  local config = $._config,

  prometheusRules+:: {
    groups+: [
      {
        name: 'dax-kmem-fleet',
        interval: '%ds' % config.recordingSeconds,
        rules: (import 'machines.libsonnet')(config) + (import 'clusters.libsonnet')(config),
      },
      {
        name: 'dax-kmem-regions-seen',
        // for DaxRegionVanished, which looks back for a day
        interval: '5m',
        rules: [
          {
            record: 'device:dax_kmem_region_up:max',
            expr: 'max by (%s) (dax_kmem_region_up{%s})' % [
              (import '../lib/labels.libsonnet')(config).region,
              config.selector,
            ],
          },
        ],
      },
    ],
  },
}
