// What is in which file of ../../rules.
function(mixin) {
  'dax-kmem.alerts.yml': mixin.prometheusAlerts,
  'dax-kmem.rules.yml': mixin.prometheusRules,
  'dax-kmem-clusters.yml': mixin.prometheusClusterAlerts,
}
