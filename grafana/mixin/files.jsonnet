// All files that are made from the mixin, with their contents.
local mixin = import 'mixin.libsonnet';

local yaml(object) = '# Made from mixin/ by mixin/generate. Change it there.\n' + std.manifestYamlDoc(object, quote_keys=false);

{
  ['dashboards/' + name]: std.manifestJsonEx(mixin.grafanaDashboards[name], '  ')
  for name in std.objectFields(mixin.grafanaDashboards)
} + {
  'rules/dax-kmem.alerts.yml': yaml(mixin.prometheusAlerts),
  'rules/dax-kmem.rules.yml': yaml(mixin.prometheusRules),
}
