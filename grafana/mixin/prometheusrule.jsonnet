// The rules for the Prometheus operator.
local mixin = import 'mixin.libsonnet';

{
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: {
    name: 'dax-kmem',
    labels: { 'app.kubernetes.io/part-of': 'dax-kmem' },
  },
  spec: { groups: mixin.prometheusAlerts.groups + mixin.prometheusRules.groups },
}
