local labels = import '../lib/labels.libsonnet';

function(config)
  local words = config + labels(config);
  [
    {
      alert: 'DaxRegionNotAsWanted',
      expr: |||
        dax_kmem_region_wanted_state{%(selector)s,state=~"online.*"} == 1
        and on (%(region)s) dax_kmem_region_as_wanted{%(selector)s} == 0
      ||| % words,
      // longer than the exporter tries
      'for': '15m',
      labels: { severity: 'critical' },
      annotations: {
        summary: 'Region {{ $labels.device }} on {{ $labels.instance }} should be {{ $labels.state }} and is not.',
        description: 'The memory of {{ $labels.device }} should be RAM, as regions.conf of'
                     + ' {{ $labels.instance }} says, and has not been for 15 minutes. Either it could'
                     + ' not be brought to that state after the boot, or somebody has changed it. The'
                     + ' audit and the log of the exporter tell which. Bring it to that state with an'
                     + ' operation, or change regions.conf.',
      },
    },
    {
      alert: 'DaxRegionNotAsWanted',
      expr: |||
        dax_kmem_region_wanted_state{%(selector)s,state!~"online.*"} == 1
        and on (%(region)s) dax_kmem_region_as_wanted{%(selector)s} == 0
      ||| % words,
      'for': '15m',
      // more memory is in use than should be, which nobody lacks
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Region {{ $labels.device }} on {{ $labels.instance }} should be {{ $labels.state }} and is not.',
        description: 'The memory of {{ $labels.device }} should not be RAM, as regions.conf of'
                     + ' {{ $labels.instance }} says, and has been for 15 minutes. Either it could not'
                     + ' be taken out of use after the boot, or somebody has changed it. The audit and'
                     + ' the log of the exporter tell which.',
      },
    },
    {
      alert: 'DaxRegionMissing',
      expr: 'dax_kmem_wanted_regions_found{%(selector)s} == 0' % words,
      'for': '10m',
      labels: { severity: 'critical' },
      annotations: {
        summary: 'A region on {{ $labels.instance }} that should be {{ $labels.state }} is missing.',
        description: 'regions.conf of {{ $labels.instance }} has a line about {{ $labels.wanted }}, but'
                     + ' no such device has been bound to kmem for 10 minutes. Either the device is'
                     + ' bound to another driver or to none, or it was not set up after a reboot, or it'
                     + ' has failed, or the line is wrong.',
      },
    },
    {
      alert: 'DaxRegionVanished',
      expr: |||
        last_over_time(device:dax_kmem_region_up:max[%(vanishedWindow)s])
        unless on (%(region)s) dax_kmem_region_up{%(selector)s}
        and on (%(machine)s) up{%(selector)s} == 1
      ||| % words,
      'for': '10m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Region {{ $labels.device }} on {{ $labels.instance }} is gone.',
        description: '{{ $labels.device }} was bound to kmem on {{ $labels.instance }} within the'
                     + ' last ' + config.vanishedWindow + ', and is no longer, although the exporter'
                     + ' answers. Either somebody unbound or destroyed the device, or it failed, or'
                     + ' it was not set up again after a reboot.',
      },
    },
    {
      alert: 'DaxRegionUnreadable',
      expr: 'dax_kmem_region_up{%(selector)s} == 0' % words,
      'for': '5m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Region {{ $labels.device }} on {{ $labels.instance }} cannot be read.',
        description: 'The state of {{ $labels.device }} has been unknown for 5 minutes; other'
                     + " regions of {{ $labels.instance }} are not affected. The exporter's log"
                     + ' names the file and the error. Look at'
                     + ' /sys/bus/dax/devices/{{ $labels.device }} on the machine.',
      },
    },
    {
      alert: 'DaxRegionInconsistent',
      expr: |||
        max without (state) (dax_kmem_region_state{%(selector)s,state="inconsistent"}) == 1
        unless on (%(region)s) dax_kmem_region_transition_pending{%(selector)s} == 1
      ||| % words,
      'for': '10m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Memory blocks of region {{ $labels.device }} on {{ $labels.instance }} disagree.',
        description: 'Some memory blocks of {{ $labels.device }} have been in a different state'
                     + ' from the others for 10 minutes, without a transition in progress.'
                     + ' Something changed single blocks: a udev rule, daxctl, or a person. Find out'
                     + ' which, stop it, then bring the whole region to one state: unplug works from'
                     + ' this state.',
      },
    },
    {
      alert: 'DaxRegionFlapping',
      expr: |||
        sum without (to) (increase(dax_kmem_region_transitions_total{%(selector)s}[1h]))
        > %(flappingTransitionsPerHour)g
      ||| % words,
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Region {{ $labels.device }} on {{ $labels.instance }} changes its state all the time.',
        description: '{{ $value | printf "%.0f" }} transitions of {{ $labels.device }} completed'
                     + ' within an hour. Usually two programs want different states, or one retries'
                     + ' without end. The audit and the log of the exporter name who asked.',
      },
    },
    {
      alert: 'DaxRegionTransitionStuck',
      expr: 'dax_kmem_region_transition_pending{%(selector)s} == 1' % words,
      'for': '15m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Region {{ $labels.device }} on {{ $labels.instance }} has been changing to'
                 + ' {{ $labels.to }} for 15 minutes.',
        description: 'The kernel has held its memory hotplug lock all this time, so no other region'
                     + ' of {{ $labels.instance }} can change either. A page that cannot be moved is'
                     + ' the usual cause: pinned by RDMA, vfio or io_uring, or used by the kernel'
                     + ' itself in a region that is not online_movable. Cancel the operation (the'
                     + ' kernel rolls back, no memory is lost), stop whatever pins the memory, and'
                     + ' try again.',
      },
    },
    {
      alert: 'DaxRegionTransitionsFailing',
      expr: |||
        increase(dax_kmem_region_transition_failures_total{%(selector)s}[1h])
        >= %(failedTransitionsPerHour)g
      ||| % words,
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Transitions of region {{ $labels.device }} on {{ $labels.instance }} keep failing.',
        description: '{{ $value | printf "%.0f" }} transitions of {{ $labels.device }} failed within'
                     + ' an hour. Each was rolled back, and no memory was lost. Offlining fails if'
                     + ' pages cannot be moved: stop whatever pins them, or free memory on the other'
                     + " nodes. See the kernel's log for the ranges.",
      },
    },
    {
      alert: 'DaxRegionExternalChangesRefused',
      expr: |||
        increase(dax_kmem_region_external_changes_refused_total{%(selector)s}[15m]) > 0
      ||| % words,
      'for': '30m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Something keeps trying to change memory blocks of region {{ $labels.device }} on'
                 + ' {{ $labels.instance }}, and the kernel refuses.',
        description: 'Something has tried to online or offline single blocks of {{ $labels.device }}'
                     + ' for 30 minutes. The region is not affected. Look for udev rules on the'
                     + ' subsystem memory that write state, for daxctl in a timer or daemon, and for'
                     + ' scripts that write /sys/devices/system/memory/memory*/state, and exempt this'
                     + ' memory there.',
      },
    },
  ]
