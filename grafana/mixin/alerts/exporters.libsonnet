local labels = import '../lib/labels.libsonnet';

function(config)
  local words = config + labels(config);
  [
    {
      alert: 'DaxKmemExporterAbsent',
      expr: 'absent(up{%(selector)s})' % words,
      'for': '15m',
      // no other alert can fire, not even the critical ones
      labels: { severity: 'critical' },
      annotations: {
        summary: 'Prometheus has no target of the dax-kmem exporter.',
        description: 'No machine is monitored, and no other alert on dax regions can fire.'
                     + ' Check that Prometheus has a scrape job for the exporter, that its'
                     + ' service discovery finds targets, and that these rules select that job.',
      },
    },
    {
      alert: 'DaxKmemExporterDown',
      expr: 'up{%(selector)s} == 0' % words,
      'for': '5m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The dax-kmem exporter on {{ $labels.instance }} does not answer.',
        description: 'The regions of {{ $labels.instance }} have not been seen for 5 minutes;'
                     + " their memory is not affected. See the target's error on Prometheus'"
                     + ' page /targets, then whether the exporter runs and what it logged last.',
      },
    },
    {
      alert: 'DaxKmemScrapeErrors',
      expr: |||
        increase(dax_kmem_scrape_errors_total{%(selector)s}[10m]) > 0
        unless on (%(machine)s) dax_kmem_region_up{%(selector)s} == 0
      ||| % words,
      'for': '15m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The dax-kmem exporter on {{ $labels.instance }} keeps failing to read the kernel.',
        description: 'Scrapes of {{ $labels.instance }} have had read errors for 15 minutes, but no'
                     + ' region is reported as unreadable. Regions may be missing from the metrics.'
                     + " The exporter's log names the file and the error; missing rights on /sys"
                     + ' are the usual cause.',
      },
    },
    {
      alert: 'DaxKmemExporterLacksRights',
      expr: 'dax_kmem_exporter_missing_rights{%(selector)s} == 1' % words,
      'for': '5m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The dax-kmem exporter on {{ $labels.instance }} may not see memory blocks.',
        description: 'It runs without {{ $labels.right }}, so it reports no memory blocks of some'
                     + ' region, and where the kernel has no attribute for the state, the state is'
                     + ' unknown. Run it as root or give it that capability.',
      },
    },
    {
      alert: 'DaxKmemExporterConfigReloadFailed',
      expr: 'dax_kmem_exporter_config_last_reload_successful{%(selector)s} == 0' % words,
      'for': '10m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The dax-kmem exporter on {{ $labels.instance }} cannot use a changed configuration'
                 + ' file.',
        description: 'What the file of {{ $labels.config }} said before is still in force. Either the'
                     + ' file is wrong, and the exporter would not start again, or it turns TLS on or'
                     + " off, which takes a restart. The exporter's log says which.",
      },
    },
    {
      alert: 'DaxKmemScrapeSlow',
      expr: |||
        avg_over_time(dax_kmem_scrape_duration_seconds{%(selector)s}[15m]) > %(slowScrapeSeconds)g
      ||| % words,
      'for': '15m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The dax-kmem exporter on {{ $labels.instance }} is slow.',
        description: 'Reading the regions of {{ $labels.instance }} takes'
                     + ' {{ $value | humanizeDuration }}. It usually takes milliseconds. Soon scrapes'
                     + ' will time out. The machine may be overloaded, or files of its sysfs hang.',
      },
    },
    {
      alert: 'DaxKmemTextfileStale',
      expr: |||
        time() - node_textfile_mtime_seconds{%(textfileSelector)s} > %(staleTextfileSeconds)g
      ||| % words,
      'for': '5m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'The metrics of dax regions on {{ $labels.instance }} are no longer updated.',
        description: 'dax-kmem-exporter --textfile last wrote {{ $labels.file }} on'
                     + ' {{ $labels.instance }} {{ $value | humanizeDuration }} ago. node_exporter'
                     + ' still serves the old values. Check that the timer or service runs, and what'
                     + ' it logged.',
      },
    },
  ]
