{
  _config+:: {
    // Selects the series of the exporters, and their `up`.
    selector: 'job="dax-kmem"',

    // Selects node_exporter's series on the files that exporters write with --textfile.
    textfileSelector: 'file=~".*/dax-kmem\\\\.prom"',

    // Tells apart clusters whose machines may have the same instance. Series without it are
    // one cluster without a name.
    clusterLabel: 'cluster',

    // Where the pages of runbooks/ are served. %s is the alert's name.
    runbookURL: 'https://dax-kmem.example/runbooks/%s.md',

    // Seconds from one sample of a recorded series to the next. The fleet dashboard counts events by
    // it. At most half of the shortest bar, which is two minutes.
    recordingSeconds: 60,

    // Reading all regions takes some milliseconds.
    slowScrapeSeconds: 1,
    staleTextfileSeconds: 600,
    // A region or a cluster is missed for this time after it was last seen.
    vanishedWindow: '1d',
    flappingTransitionsPerHour: 10,
    failedTransitionsPerHour: 3,

    dashboardTag: 'dax-kmem',
    dashboardRefresh: '30s',
    dashboardTimezone: 'browser',
    // The longest lists of machines that the fleet dashboard shows.
    worstMachines: 20,
  },
}
