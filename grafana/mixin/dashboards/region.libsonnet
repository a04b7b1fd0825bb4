// The regions of one machine, or of some.
local dashboard = import '../lib/dashboard.libsonnet';
local p = import '../lib/panels.libsonnet';
local texts = import '../lib/texts.libsonnet';

function(config)
  local variables = (import '../lib/variables.libsonnet')(config);
  local by = config.clusterLabel + ', instance, device';
  local words = config {
    regions: variables.regions,
    machines: variables.machines,
    by: by,
    machine: config.clusterLabel + ', instance',
  };
  local region = '{{instance}} {{device}}';
  local notVisible = p.noValue('The exporter may not see memory blocks');
  local notCounted = p.noValue('This kernel does not count it');

  local query(expr, legend) = p.query(expr % words, legend);
  local rows(expr) = p.rows(expr % words);

  local now = [
    p.table(
      'All dax devices',
      'Every dax device, and the current state of those bound to kmem, and which one regions.conf wants. Kernel interface: hotplug is'
      + " this project's patches (atomic, can be protected), state is mainline (only its unplug is), blocks is"
      + ' older kernels (read only). Transitions are counted by the kernel, or observed between scrapes.',
      [
        rows('max by (%(by)s, driver, target_node, kernel_interface, counters) (dax_kmem_device_info{%(regions)s})'),
        rows('max by (%(by)s, state) (dax_kmem_region_state{%(regions)s} == 1)'),
        rows('sum by (%(by)s) (dax_kmem_region_size_bytes{%(regions)s})'),
        rows('sum by (%(by)s) (dax_kmem_region_online_bytes{%(regions)s})'),
        rows('min by (%(by)s) (dax_kmem_region_up{%(regions)s})'),
        rows('min by (%(by)s) (dax_kmem_region_protected{%(regions)s})'),
        rows('max by (%(by)s, wanted) (label_replace(dax_kmem_region_wanted_state{%(regions)s} == 1, "wanted", "$1", "state", "(.*)"))'),
      ],
      [
        p.merge,
        p.columns([
          [config.clusterLabel, 'Cluster'],
          ['instance', 'Instance'],
          ['device', 'Device'],
          ['state', 'State'],
          ['wanted', 'Wanted'],
          ['Value #D', 'Online'],
          ['Value #C', 'Size'],
          ['Value #E', 'Readable'],
          ['Value #F', 'Protected'],
          ['driver', 'Driver'],
          ['target_node', 'Node'],
          ['kernel_interface', 'Kernel interface'],
          ['counters', 'Transitions'],
        ], hidden=['Time', 'Value #A', 'Value #B', 'Value #G']),
      ]
    )
    + p.size(24, 7)
    + p.overrides(p.widths({
      Cluster: 100,
      Device: 90,
      Online: 100,
      Size: 90,
      Readable: 110,
      Protected: 120,
      Driver: 100,
      Node: 80,
    }) + [
      p.column('Size', { unit: 'bytes' }),
      p.column('Online', { unit: 'bytes', noValue: 'not visible' }),
      p.column('Readable', { mappings: texts.yesNo, 'custom.cellOptions': { type: 'color-text' } }),
      p.column('Protected', { mappings: texts.protection, noValue: 'not reported' }),
      p.column('State', { mappings: texts.stateNames, 'custom.cellOptions': { type: 'color-text' } }),
      p.column('Wanted', { mappings: texts.stateNames, 'custom.cellOptions': { type: 'color-text' } }),
    ]),
    p.stateTimeline('State', 'The state of each region. A gap means that it was not scraped or could not be read.', [
      p.query(texts.coded(by, 'dax_kmem_region_state', variables.regions, 'state', texts.states), region),
    ]) + p.size(24, 8) + p.mappings(texts.stateNumbers),
    p.stateTimeline(
      'Pending transition',
      'The transition in progress of each region. A long bar is a transition that does not end; until'
      + ' it does, no other region of that machine can change.',
      [p.query(
        texts.coded(by, 'dax_kmem_region_transition_pending', variables.regions, 'to', texts.transitions),
        region
      )]
    ) + p.size(12, 6) + p.mappings(texts.transitionNumbers) + p.noValue('This kernel does not report it'),
    p.stateTimeline('Protection', 'Whether the kernel stops others from changing memory blocks of the region.', [
      query('max by (%(by)s) (dax_kmem_region_protected{%(regions)s})', region),
    ]) + p.size(12, 6) + p.mappings(texts.protection) + p.noValue('This kernel does not report it'),
  ];

  local memory = [
    p.row('Memory'),
    p.lines('Memory online by region', 'Memory of each region in use as RAM, and (dashed) its size.', [
      query('sum by (%(by)s) (dax_kmem_region_online_bytes{%(regions)s})', region),
      query(|||
        sum by (%(by)s) (
          dax_kmem_region_size_bytes{%(regions)s} and on (%(by)s, job) dax_kmem_region_up{%(regions)s}
        )
      |||, region + ' size'),
    ]) + p.size(12, 8) + p.unit('bytes') + p.legendRight + notVisible + p.overrides([{
      matcher: { id: 'byFrameRefID', options: 'B' },
      properties: [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } }],
    }]),
    p.areas('Memory blocks', 'Memory blocks of the regions by their own state; an unplugged region has none.', [
      query('sum by (state) (dax_kmem_region_memory_blocks{%(regions)s})', '{{state}}'),
    ]) + p.size(12, 8) + p.legendRight + notVisible + p.overrides(texts.colorsOf(texts.blockStates)),
  ];

  local transitions = [
    p.row('Transitions'),
    p.bars('Transitions', 'Transitions of whole regions that completed, by kind.', [
      query('sum by (to) (increase(dax_kmem_region_transitions_total{%(regions)s}[$__interval]))', '{{to}}'),
    ]) + p.size(12, 8) + p.interval('1m') + p.overrides(texts.colorsOf(texts.transitions)),
    p.bars('Time in transitions', "Time the kernel spent in a region's transitions, counted when each ends.", [
      query('sum by (%(by)s) (increase(dax_kmem_region_transition_seconds_total{%(regions)s}[$__interval]))', region),
    ]) + p.size(12, 8) + p.interval('1m') + p.legendRight + p.unit('s') + { fieldConfig+: { defaults+: { decimals:: null } } } + notCounted,
    p.bars('Failed transitions', 'Transitions that failed or were interrupted. The kernel rolled each back.', [
      query('sum by (%(by)s) (increase(dax_kmem_region_transition_failures_total{%(regions)s}[$__interval]))', region),
    ]) + p.size(12, 8) + p.interval('1m') + p.legendRight + notCounted,
    p.bars(
      'External changes refused',
      'Attempts by others (udev rules, daxctl, scripts) to change single memory blocks of a region that'
      + ' the kernel refused. If the bars do not end, something keeps trying.',
      [query('sum by (%(by)s) (increase(dax_kmem_region_external_changes_refused_total{%(regions)s}[$__interval]))', region)]
    ) + p.size(12, 8) + p.interval('1m') + p.legendRight + notCounted,
    p.points('Transition duration', 'The mean duration of the transitions that completed or failed.', [
      query(|||
        sum by (%(by)s) (rate(dax_kmem_region_transition_seconds_total{%(regions)s}[$__rate_interval]))
        / (
          sum by (%(by)s) (rate(dax_kmem_region_transitions_total{%(regions)s}[$__rate_interval]))
          + sum by (%(by)s) (rate(dax_kmem_region_transition_failures_total{%(regions)s}[$__rate_interval]))
          > 0
        )
      |||, region),
    ]) + p.size(24, 7) + p.legendRight + p.unit('s') + p.noValue('No transitions, or this kernel does not count them'),
  ];

  local operations = [
    p.row('Operations through JMX'),
    p.bars(
      'Operations',
      "Operations requested through JMX or Jolokia, by target and outcome. The exporter's log and audit name who asked.",
      [query('sum by (to, outcome) (increase(dax_kmem_operations_total{%(regions)s}[$__interval])) > 0', '{{to}}: {{outcome}}')]
    ) + p.size(12, 8) + p.interval('1m') + p.noValue('No operations'),
    p.points('Operation duration', "Duration of operations on the machine: the mean, and the 95th percentile estimated from the histogram's buckets.", [
      query(|||
        sum by (to) (rate(dax_kmem_operation_duration_seconds_sum{%(machines)s}[$__rate_interval]))
        / (sum by (to) (rate(dax_kmem_operation_duration_seconds_count{%(machines)s}[$__rate_interval])) > 0)
      |||, '{{to}} mean'),
      query(|||
        histogram_quantile(0.95,
          sum by (le, to) (rate(dax_kmem_operation_duration_seconds_bucket{%(machines)s}[$__rate_interval]))
        ) >= 0
      |||, '{{to}} 95 %'),
    ]) + p.size(12, 8) + p.legendRight + p.unit('s') + p.noValue('No operations'),
  ];

  local nodes = [
    p.row('Memory failures'),
    p.bars(
      'Broken pages of the nodes',
      'Pages with an uncorrectable error on the nodes that the regions belong to, by what the kernel'
      + ' could do. failed and ignored: the page is still in use.',
      [query(
        'sum by (%(machine)s, target_node, outcome) (increase(dax_kmem_node_memory_failures_total{%(machines)s}[$__interval]))',
        '{{instance}} node {{target_node}}: {{outcome}}'
      )]
    ) + p.size(24, 7) + p.interval('1m') + notCounted,
  ];

  local annotation(name, color, expr, title) = {
    name: name,
    datasource: { type: 'prometheus', uid: '${datasource}' },
    enable: true,
    hide: false,
    iconColor: color,
    expr: expr % words,
    step: '1m',
    titleFormat: title,
    textFormat: '{{instance}}',
    tagKeys: 'device',
    useValueForTime: 'false',
  };

  dashboard(
    config,
    uid='dax-kmem-region',
    title='dax regions / Region',
    description='The regions of a machine: state, memory, transitions and operations.',
    variables=[
      variables.datasource,
      variables.cluster,
      variables.job,
      // all machines of a fleet would be too many to draw
      variables.instance { includeAll: false, current:: null },
      variables.device,
    ],
    panels=now + memory + transitions + operations + nodes,
    annotations=[
      annotation(
        'Transitions',
        'blue',
        'sum by (%(by)s, to) (increase(dax_kmem_region_transitions_total{%(regions)s}[$__interval])) > 0',
        '{{device}}: {{to}}'
      ),
      annotation(
        'Failed transitions',
        'orange',
        'sum by (%(by)s) (increase(dax_kmem_region_transition_failures_total{%(regions)s}[$__interval])) > 0',
        '{{device}}: a transition failed'
      ),
      annotation(
        'Alerts',
        'red',
        // alerts on exporters and nodes have no device
        'ALERTS{alertname=~"Dax.+",alertstate="firing",%(machines)s,device=~"$device|"}',
        '{{alertname}} {{device}}'
      ),
    ]
  )
