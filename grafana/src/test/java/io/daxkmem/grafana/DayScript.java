package io.daxkmem.grafana;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What happens on the scripted day. {@code day.sh} has what is done on the machines themselves. */
record DayScript(PrometheusApi prometheus) {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  /** All of a day on one machine, after which nothing changes any more. */
  void goBy(DayGuest guest) throws Exception {
    switch (guest.kind()) {
      case OURS -> onOurs(guest);
      case MAINLINE -> onMainline(guest);
      case STOCK -> onStock(guest);
    }
  }

  /** Waits until there was a scrape before any change: an increase takes one. */
  void awaitMorning(DayGuest guest) {
    awaitThat(
        "count(device:dax_kmem_region_up:max{instance=\"%s\"}) == %d"
            .formatted(guest.kind().text(), guest.kind().regions()));
    awaitThat(
        state(
            guest.kind(),
            "dax0.0",
            guest.kind() == DayMachine.MAINLINE ? "online_movable" : "offline"));
  }

  /** Waits until the last alert fires. */
  void awaitEvening() {
    awaitThat("absent(ALERTS{alertstate=\"pending\"})");
  }

  private void onOurs(DayGuest ours) throws Exception {
    // the page is one of dax1.0 as long as no other region of the node is online
    ours.done("dax1.0", "onlineMovable");
    ours.step("pin");
    for (int failures = 1; failures <= 3; failures++) {
      ours.notDone("It is online_movable now.", "dax1.0", "changeState", "offline", 5, "dax1.0");
      // a scrape between them, as the first makes the series of what has timed out
      awaitThat(
          "sum(dax_kmem_operations_total{instance=\"ours\",outcome=\"timed_out\"}) == " + failures);
    }

    ours.step("stranger");
    everyTransition(ours);
    // the histogram comes with the first operation: a rate needs others after that
    awaitThat(
        "dax_kmem_region_transitions_total{instance=\"ours\",device=\"dax0.0\",to=\"unplug\"} =="
            + " 1");
    ours.done("dax0.0", "offline", "dax0.0");
    everyTransition(ours);
    ours.notDone("Call offline or unplug first.", "dax0.0", "online");
    awaitThat(
        "dax_kmem_region_external_changes_refused_total{instance=\"ours\",device=\"dax0.0\"} > 1");

    ours.step("unbind");
    ours.step("poison");
    awaitThat("absent(dax_kmem_region_up{instance=\"ours\",device=\"dax2.0\"})");
    awaitThat("dax_kmem_node_memory_failures_total{instance=\"ours\",outcome=\"recovered\"} == 1");

    // all is counted when the recorded rates no longer see it, but for the stranger, who goes on
    awaitThat(
        "sum({__name__=~\"cluster.*:rate5m\",__name__!~\".*external_changes_refused.*\"}) == 0");

    // last, as no other region can change meanwhile
    ours.hangs("dax1.0", "offline", "dax1.0");
    awaitThat("ALERTS{instance=\"ours\",alertname=\"DaxRegionTransitionStuck\"}");
  }

  /** From offline to online_movable. */
  private static void everyTransition(DayGuest ours) throws Exception {
    ours.done("dax0.0", "online");
    ours.done("dax0.0", "offline", "dax0.0");
    ours.done("dax0.0", "onlineKernel");
    ours.done("dax0.0", "offline", "dax0.0");
    ours.done("dax0.0", "unplug", "dax0.0");
    ours.done("dax0.0", "onlineMovable");
  }

  private void onMainline(DayGuest mainline) throws Exception {
    // the exporter sees a state only if it lasts until a scrape
    mainline.done("dax1.0", "unplug", "dax1.0");
    awaitThat(state(DayMachine.MAINLINE, "dax1.0", "unplugged"));
    mainline.done("dax1.0", "onlineMovable");
    awaitThat(state(DayMachine.MAINLINE, "dax1.0", "online_movable"));

    mainline.step("take_a_block");
    mainline.notDone("reported success, but it is inconsistent", "dax0.0", "onlineMovable");
    mainline.step("poison_dax1");
    awaitThat("ALERTS{instance=\"mainline\",alertname=\"DaxRegionInconsistent\"}");
    awaitThat("ALERTS{instance=\"mainline\",alertname=\"DaxNodeMemoryFailures\"}");
  }

  private void onStock(DayGuest stock) throws Exception {
    stock.notDone("Boot one with the attribute hotplug.", "dax0.0", "onlineMovable");
    stock.step("online_three_blocks");
    awaitThat(state(DayMachine.STOCK, "dax0.0", "online_movable"));
    awaitThat("ALERTS{instance=\"stock\",alertname=\"DaxRegionInconsistent\"}");
  }

  /** A query for a region in this state. */
  private static String state(DayMachine machine, String device, String state) {
    return "dax_kmem_region_state{instance=\"%s\",device=\"%s\",state=\"%s\"} == 1"
        .formatted(machine.text(), device, state);
  }

  /** Waits until a query returns something. */
  private void awaitThat(String promql) {
    await(promql)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !prometheus.query(promql).isEmpty());
  }
}
