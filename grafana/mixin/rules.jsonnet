// The files of ../rules, as text.
local mixin = import 'mixin.libsonnet';

local yaml(object) =
  '# Made from mixin/ by mixin/generate. Change it there.\n'
  + std.manifestYamlDoc(object, quote_keys=false);

{
  'dax-kmem.alerts.yml': yaml(mixin.prometheusAlerts),
  'dax-kmem.rules.yml': yaml(mixin.prometheusRules),
}
