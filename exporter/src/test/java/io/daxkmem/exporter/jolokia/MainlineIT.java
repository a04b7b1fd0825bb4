package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.vm.VirtualMachine.Kernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * With {@code -Dlinux=7.3}: the packaged exporter on a stock 7.3, where others change the region
 * behind its back.
 */
@Timeout(1800)
@EnabledIfSystemProperty(named = "linux", matches = ".*7\\.3.*")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "processors", mode = ResourceAccessMode.READ)
class MainlineIT {

  /**
   * Offlines a block once the region is online_movable, and unbinds it once an unplug has failed
   * and what to say of it is known.
   */
  private static final String OTHERS =
      """
      region=/sys/bus/dax/devices/dax0.0
      await() {
        until [ "$(cat $region/state)" = $1 ]; do sleep 0.1; done
      }
      {
        await online_movable
        echo offline >/sys/devices/system/memory/memory33/state
        await online_kernel
        until grep -q '"to":"unplugged","outcome":"failed"' %s; do sleep 0.1; done
        echo dax0.0 >/sys/bus/dax/drivers/kmem/unbind
        echo unbound
      } &
      exporter
      """
          .formatted(ExporterMachine.AUDIT);

  /** The kernel takes longer to build than an exporter may take to start. */
  @BeforeAll
  @Timeout(3600)
  static void build() throws Exception {
    int status =
        new ProcessBuilder("../kernel-patches/vm/build", "--linux", "7.3", "--stock")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).as("the exit status of vm/build").isZero();
  }

  @Test
  void whatIsSaidOfARegionIsTrueWhateverOthersDo() throws Exception {
    try (ExporterMachine machine = new ExporterMachine(Kernel.STOCK, OTHERS, "--linux", "7.3")) {
      assertThat(
              machine.metric(
                  "dax_kmem_device_info{counters=\"observed\",device=\"dax0.0\",driver=\"kmem\","
                      + "kernel_interface=\"state\",resource=\"0x100000000\",target_node=\"1\"}"))
          .isOne();
      assertThat(state(machine, "offline")).isOne();
      assertThat(operate(machine, "onlineMovable"))
          .contains("only when it adds it.", "It is offline now.", "Call unplug first.");
      assertThat(operate(machine, "unplug", "dax0.0")).contains("\"value\":\"dax0.0 is unplugged");
      assertThat(state(machine, "unplugged")).isOne();

      String online = operate(machine, "onlineMovable");
      await().atMost(ExporterMachine.LONG).until(() -> state(machine, "inconsistent") == 1);
      // the other was quick if it was already so when the operation ended
      assertThat(online).containsAnyOf("dax0.0 is online_movable", "it is inconsistent");
      assertThat(blocks(machine, "offline")).isOne();
      assertThat(blocks(machine, "online")).isEqualTo(7);
      assertThat(machine.attribute("State")).isEqualTo("\"inconsistent\"");
      assertThat(operate(machine, "onlineMovable"))
          .contains("the kernel reported success, but it is inconsistent");
      assertThat(operations(machine, "online_movable", "failed")).isPositive();

      assertThat(operate(machine, "unplug", "dax0.0")).contains("\"value\":\"dax0.0 is unplugged");
      assertThat(operate(machine, "onlineKernel")).contains("\"value\":\"dax0.0 is online_kernel");
      // the node's kswapd and kcompactd are in it now, as it is the node's only memory
      assertThat(operate(machine, "unplug", "dax0.0"))
          .contains("could not be moved", "It is online_kernel now.", "Pages of the kernel itself");
      await().atMost(ExporterMachine.LONG).until(() -> machine.lines("unbound").count() == 1);
      assertThat(
              machine.metric(
                  "dax_kmem_device_info{counters=\"\",device=\"dax0.0\",driver=\"\","
                      + "kernel_interface=\"\",resource=\"0x100000000\",target_node=\"1\"}"))
          .isOne();
    }
  }

  /** Jolokia's answer, without the lines into which the messages are broken. */
  private static String operate(ExporterMachine machine, String operation, String... arguments)
      throws Exception {
    return machine.operate(operation, arguments).replace("\\n", " ");
  }

  private static long state(ExporterMachine machine, String state) throws Exception {
    return machine.metric("dax_kmem_region_state{device=\"dax0.0\",state=\"%s\"}".formatted(state));
  }

  private static long blocks(ExporterMachine machine, String state) throws Exception {
    return machine.metric(
        "dax_kmem_region_memory_blocks{device=\"dax0.0\",state=\"%s\"}".formatted(state));
  }

  private static long operations(ExporterMachine machine, String to, String outcome)
      throws Exception {
    return machine.metric(
        "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"%s\",to=\"%s\"}"
            .formatted(outcome, to));
  }
}
