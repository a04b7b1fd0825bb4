// The labels that identify things, for `by` and `on`.
function(config) {
  cluster: config.clusterLabel + ', job',
  machine: self.cluster + ', instance',
  region: self.machine + ', device',
}
