// The files of ../rules, as text.
local files = (import 'lib/files.libsonnet')(import 'mixin.libsonnet');

{
  [name]: '# Made from mixin/ by mixin/generate. Change it there.\n'
          + std.manifestYamlDoc(files[name], quote_keys=false)
  for name in std.objectFields(files)
}
