// All machines. Every query is on series that the rules record, so that a thousand machines are
// as fast to show as one; only the alerts are Prometheus' own.
local dashboard = import '../lib/dashboard.libsonnet';
local p = import '../lib/panels.libsonnet';
local texts = import '../lib/texts.libsonnet';

function(config)
  local variables = (import '../lib/variables.libsonnet')(config);
  local links = (import '../lib/links.libsonnet')(config);
  local words = config { clusters: variables.clusters, cluster: config.clusterLabel };

  local notVisible = p.noValue('not visible');

  local toMachine = p.link('Regions of this machine', links.machineOfSeries);

  local now(expr, legend) = p.now(expr % words, legend);
  local query(expr, legend) = p.query(expr % words, legend);

  // How often something happened in each bar: each sample of a rate, times the seconds it stands for.
  // A mean times the bar's seconds would count too much of a machine that is younger than the bar.
  local counted(expr, range='$__interval') =
    'sum by (%s) (sum_over_time(%s[%s])) * %d'
    % [expr.by, expr.of % words, range, config.recordingSeconds];

  local bars(title, description, of, by, legend) =
    p.bars(title, description, [p.query(counted({ of: of, by: by }), legend)])
    // twice the interval at which the rates are recorded
    + p.interval('2m');

  local worst(title, description, of, color) =
    p.barList(title, description, [
      p.now(
        'topk(10, %s > 0.5)' % counted(
          { of: of, by: config.clusterLabel + ', instance' }, '$__range'
        ),
        '{{%(clusterLabel)s}} {{instance}}' % config
      ),
    ])
    + toMachine
    + p.noValue('none')
    + p.color(color)
    + { fieldConfig+: { defaults+: { decimals: 0 } } };

  local overview = [
    p.stat('Exporters', 'Machines whose exporter answers.', [
      now('sum(cluster:dax_kmem_exporters_up:sum{%(clusters)s})', 'up'),
    ]) + p.size(3, 4),
    p.stat('Exporters down', 'Machines whose exporter does not answer. Their regions are missing from the other panels.', [
      now('sum(cluster:dax_kmem_exporters:count{%(clusters)s} - cluster:dax_kmem_exporters_up:sum{%(clusters)s})', 'down'),
    ]) + p.size(3, 4) + p.alarm('red'),
    p.stat('Regions', 'dax devices bound to kmem, whose memory can be used as RAM.', [
      now('sum(cluster:dax_kmem_regions:count{%(clusters)s})', 'regions'),
    ]) + p.size(3, 4),
    p.stat('Regions with problems', 'Regions that are not as wanted, missing, unreadable, inconsistent, in an unknown state, or stuck in a transition for 15 minutes. One with two problems counts twice.', [
      now('sum(cluster_problem:dax_kmem_regions:count{%(clusters)s})', 'problems'),
    ]) + p.size(3, 4) + p.alarm('red'),
    p.stat('Memory online', 'Memory of the regions in use as RAM, and the size of all regions.', [
      now('sum(cluster:dax_kmem_region_online_bytes:sum{%(clusters)s})', 'online'),
      now('sum(cluster:dax_kmem_region_size_bytes:sum{%(clusters)s})', 'of'),
    ]) + p.size(6, 4) + p.unit('bytes') + notVisible,
    p.stat('Memory failures', 'Pages on the nodes of regions with an uncorrectable error, in the time shown.', [
      p.now('sum(%s)' % counted({
        of: 'cluster:dax_kmem_node_memory_failures:rate5m{%(clusters)s}',
        by: config.clusterLabel,
      }, '$__range'), 'pages'),
    ]) + p.size(3, 4) + p.alarm('red') + p.noValue('not counted') + { fieldConfig+: { defaults+: { decimals: 0 } } },
    p.stat('Alerts firing', 'Alerts on regions and exporters that are firing now.', [
      now('count(ALERTS{alertname=~"Dax.+",alertstate="firing",%(clusters)s})', 'alerts'),
    ]) + p.size(3, 4) + p.alarm('red') + p.noValue('0'),
  ];

  local attention = [
    p.row('What to look at first'),
    p.table(
      'Machines with problems',
      'The machines with the most regions that are not as they should be. Click on one to see its regions.',
      [p.rows(|||
        topk(%(worstMachines)d,
          sum by (%(cluster)s, instance, problem) (instance_problem:dax_kmem_regions:count{%(clusters)s}) > 0
        )
      ||| % words)],
      [
        p.columns([
          [config.clusterLabel, 'Cluster'],
          ['instance', 'Instance'],
          ['problem', 'Problem'],
          ['Value', 'Regions'],
        ]),
        p.sortBy('Regions'),
      ]
    )
    + p.size(12, 9)
    + p.noValue('No region has a problem')
    + p.overrides([
      p.column('Instance', { links: [{ title: 'Regions of this machine', url: links.machineOfRow }] }),
      p.column('Problem', { mappings: texts.problems, 'custom.cellOptions': { type: 'color-text' } }),
      p.column('Regions', { 'custom.width': 100 }),
    ]),
    p.table(
      'Alerts',
      'Alerts on regions and exporters that are firing now. Click on one for its runbook.',
      [p.rows(|||
        sum by (severity, alertname, %(cluster)s, instance, device) (
          ALERTS{alertname=~"Dax.+",alertstate="firing",%(clusters)s}
        )
      ||| % words)],
      [p.columns([
        ['severity', 'Severity'],
        ['alertname', 'Alert'],
        [config.clusterLabel, 'Cluster'],
        ['instance', 'Instance'],
        ['device', 'Device'],
      ], hidden=['Time', 'Value'])]
    )
    + p.size(12, 9)
    + p.noValue('No alert is firing')
    + p.overrides([
      p.column('Severity', {
        'custom.width': 100,
        'custom.cellOptions': { type: 'color-text' },
        mappings: [{ type: 'value', options: {
          critical: { index: 0, text: 'critical', color: 'red' },
          warning: { index: 1, text: 'warning', color: 'orange' },
        } }],
      }),
      p.column('Cluster', { 'custom.width': 100 }),
      p.column('Device', { 'custom.width': 100 }),
      p.column('Alert', { 'custom.width': 270, links: [{ title: 'Runbook', url: config.runbookURL % '${__value.raw}', targetBlank: true }] }),
      p.column('Instance', { links: [{ title: 'Regions of this machine', url: links.machineOfRow }] }),
    ]),
  ];

  // The columns of states that no region should have.
  local wrong = [
    p.column(state, {
      thresholds: { mode: 'absolute', steps: [{ color: 'text', value: null }, { color: 'red', value: 1 }] },
      'custom.cellOptions': { type: 'color-text' },
    })
    for state in ['inconsistent', 'unknown']
  ];

  local states = [
    p.row('States'),
    p.lines('Regions by state', 'Number of regions in each state, on a scale on which one of thousands is seen.', [
      query('sum by (state) (cluster_state:dax_kmem_region_state:sum{%(clusters)s})', '{{state}}'),
    ]) + p.size(24, 8) + p.legendRight + p.logarithmic + p.overrides(texts.colorsOf(texts.states)),
    p.table(
      'Regions by cluster and state',
      'Number of regions in each state now. States that no region has are left out.',
      [p.rows(|||
        label_replace(
          sum by (%(cluster)s, state) (cluster_state:dax_kmem_region_state:sum{%(clusters)s}) > 0,
          "%(cluster)s", "none", "%(cluster)s", ""
        )
      ||| % words)],
      [p.matrix(config.clusterLabel, 'state')]
    ) + p.size(12, 8) + p.overrides(wrong),
    p.table(
      'Wanted against actual',
      'Number of regions by the state that they should have (a row each) and the one that they have. A region that is missing has none.',
      [p.rows('sum by (wanted, state) (cluster_wanted_state:dax_kmem_regions:count{%(clusters)s})' % words)],
      [p.matrix('wanted', 'state')]
    ) + p.size(12, 8) + p.overrides(wrong) + p.noValue('No state is wanted of any region'),
  ];

  local memory = [
    p.row('Memory'),
    p.lines('Memory online', 'Memory of the regions in use as RAM, and the size of all regions.', [
      query('sum(cluster:dax_kmem_region_online_bytes:sum{%(clusters)s})', 'online'),
      query('sum(cluster:dax_kmem_region_size_bytes:sum{%(clusters)s})', 'there'),
    ]) + p.size(12, 8) + p.unit('bytes') + notVisible,
    p.barList('Least of their memory online', 'The machines with the smallest part of their regions in use as RAM.', [
      now(|||
        bottomk(10,
          sum by (%(cluster)s, instance) (instance:dax_kmem_region_online_bytes:sum{%(clusters)s})
          / sum by (%(cluster)s, instance) (instance:dax_kmem_region_size_bytes:sum{%(clusters)s})
        )
      |||, '{{%(cluster)s}} {{instance}}' % words),
    ]) + p.size(12, 8) + p.unit('percentunit') + notVisible + toMachine + p.complete,
  ];

  local cluster = '{{%(cluster)s}}' % words;
  local transitions = [
    p.row('Transitions'),
    bars(
      'Transitions',
      'Transitions of whole regions that completed, by kind.',
      'cluster_to:dax_kmem_region_transitions:rate5m{%(clusters)s}',
      'to',
      '{{to}}'
    ) + p.size(8, 8) + p.overrides(texts.colorsOf(texts.transitions)),
    bars(
      'Failed transitions',
      'Transitions that failed or were interrupted, by cluster. The kernel rolled each back.',
      'cluster:dax_kmem_region_transition_failures:rate5m{%(clusters)s}',
      config.clusterLabel,
      cluster
    ) + p.size(8, 8) + p.noValue('not counted by these kernels'),
    bars(
      'External changes refused',
      'Attempts by others to change single memory blocks that the kernel refused, by cluster.',
      'cluster:dax_kmem_region_external_changes_refused:rate5m{%(clusters)s}',
      config.clusterLabel,
      cluster
    ) + p.size(8, 8) + p.noValue('not counted by these kernels'),
    worst(
      'Most failed transitions',
      'The machines with the most failed transitions in the time shown.',
      'instance:dax_kmem_region_transition_failures:rate5m{%(clusters)s}',
      'orange'
    ) + p.size(8, 8),
    worst(
      'Most changes refused',
      'The machines on which the kernel refused the most changes in the time shown.',
      'instance:dax_kmem_region_external_changes_refused:rate5m{%(clusters)s}',
      'yellow'
    ) + p.size(8, 8),
    worst(
      'Most memory failures',
      'The machines with the most broken pages on the nodes of regions in the time shown.',
      'instance:dax_kmem_node_memory_failures:rate5m{%(clusters)s}',
      'red'
    ) + p.size(8, 8),
  ];

  dashboard(
    config,
    uid='dax-kmem-fleet',
    title='dax regions / Fleet',
    description='All machines with dax regions: which are not as they should be.',
    variables=[variables.datasource, variables.recordedCluster, variables.recordedJob],
    panels=overview + attention + states + memory + transitions,
    from='now-24h'
  )
