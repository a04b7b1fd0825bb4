// Whether the numbers of the other dashboards can be trusted.
local dashboard = import '../lib/dashboard.libsonnet';
local p = import '../lib/panels.libsonnet';
local texts = import '../lib/texts.libsonnet';

function(config)
  local variables = (import '../lib/variables.libsonnet')(config);
  local words = config {
    machines: variables.machines,
    by: config.clusterLabel + ', instance',
  };
  // of an agent, or through node_exporter
  local notItsOwn = p.noValue('Not a process of its own');

  local query(expr) = p.query(expr % words, '{{instance}}');
  local now(expr, legend) = p.now(expr % words, legend);
  local rows(expr) = p.rows(expr % words);

  local overview = [
    p.stat('Exporters', 'Exporters that answer.', [now('sum(up{%(machines)s})', 'up')]) + p.size(4, 4),
    p.stat('Down', 'Targets of the job that do not answer.', [now('sum(1 - up{%(machines)s})', 'down')])
    + p.size(4, 4) + p.alarm('red'),
    p.stat('Lack rights', 'Exporters that may not see addresses and memory blocks.', [
      now('sum(dax_kmem_exporter_missing_rights{%(machines)s})', 'lack rights'),
    ]) + p.size(4, 4) + p.alarm('orange'),
    p.stat('Scrape errors', 'Read errors in the time shown.', [
      now('sum(increase(dax_kmem_scrape_errors_total{%(machines)s}[$__range]))', 'errors'),
    ]) + p.size(4, 4) + p.alarm('orange') + { fieldConfig+: { defaults+: { decimals: 0 } } },
    p.stat('Versions', 'Different versions of the exporter.', [
      now('count(count by (version) (dax_kmem_exporter_build_info{%(machines)s}))', 'versions'),
    ]) + p.size(4, 4),
    p.stat('Slowest', 'The longest that an exporter took to read its regions.', [
      now('max(dax_kmem_scrape_duration_seconds{%(machines)s})', 'slowest'),
    ]) + p.size(4, 4) + p.unit('s'),
    p.table(
      'Exporters',
      'Each exporter, its version, and its last scrape.',
      [
        rows('max by (%(by)s, version, java) (dax_kmem_exporter_build_info{%(machines)s})'),
        rows('max by (%(by)s) (up{%(machines)s})'),
        rows('max by (%(by)s) (scrape_duration_seconds{%(machines)s})'),
        rows('max by (%(by)s) (scrape_samples_scraped{%(machines)s})'),
      ],
      [
        p.merge,
        p.columns([
          [config.clusterLabel, 'Cluster'],
          ['instance', 'Instance'],
          ['version', 'Version'],
          ['java', 'Java'],
          ['Value #B', 'Up'],
          ['Value #C', 'Scrape duration'],
          ['Value #D', 'Samples'],
        ], hidden=['Time', 'Value #A']),
        // those that are down first
        p.sortBy('Up', desc=false),
      ]
    )
    + p.size(24, 7)
    + p.overrides([
      p.column('Up', { mappings: texts.yesNo, 'custom.cellOptions': { type: 'color-text' } }),
      p.column('Scrape duration', { unit: 's' }),
    ]),
  ];

  // Lines that stay readable for a thousand machines.
  local spread(expr) = [
    p.query('quantile(0.5, %s)' % (expr % words), 'median'),
    p.query('quantile(0.99, %s)' % (expr % words), '99 %'),
    p.query('max(%s)' % (expr % words), 'max'),
  ];

  local scrapes = [
    p.row('Scrapes'),
    p.lines(
      'Time to read the regions',
      'How long exporters took to read all regions at each scrape.',
      spread('dax_kmem_scrape_duration_seconds{%(machines)s}')
    ) + p.size(8, 8) + p.unit('s'),
    p.lines(
      'Scrape duration',
      'How long scrapes took for Prometheus, with the network and all other metrics of the target.',
      spread('scrape_duration_seconds{%(machines)s}')
    ) + p.size(8, 8) + p.unit('s'),
    p.bars('Scrape errors', "Read errors of the ten exporters that had the most. An exporter's log names the file and the error.", [
      query('topk(10, sum by (%(by)s) (increase(dax_kmem_scrape_errors_total{%(machines)s}[$__interval])) > 0)'),
    ]) + p.size(8, 8) + p.interval('1m') + p.noValue('No errors'),
  ];

  local process = [
    p.row('Process'),
    p.lines(
      'CPU',
      'Processors that exporters use.',
      spread('rate(process_cpu_seconds_total{%(machines)s}[$__rate_interval])')
    ) + p.size(8, 8) + notItsOwn,
    p.lines(
      'Memory',
      'Resident memory of exporters.',
      spread('process_resident_memory_bytes{%(machines)s}')
    ) + p.size(8, 8) + p.unit('bytes') + notItsOwn,
    p.lines(
      'Open files',
      'Files and connections that exporters have open, as a part of their limit.',
      spread('process_open_fds{%(machines)s} / process_max_fds{%(machines)s}')
    ) + p.size(8, 8) + p.unit('percentunit') + notItsOwn,
  ];

  dashboard(
    config,
    uid='dax-kmem-exporter',
    title='dax regions / Exporters',
    description='The exporters: versions, scrapes, errors and what they cost.',
    variables=[variables.datasource, variables.cluster, variables.job, variables.instance],
    panels=overview + scrapes + process
  )
