package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyorTest {
  @TempDir Path root;

  @Test
  void processesAreBoundIfTheyMayUseNoOtherNodeWithMemory() throws IOException {
    SysfsTree tree = new SysfsTree(root);
    for (int node = 0; node < 4; node++) {
      tree.file(
          "devices/system/node/node" + node + "/meminfo",
          "Node %d MemTotal: %d kB\n".formatted(node, node == 2 ? 0 : 1024));
    }
    Region region = new Regions(new SimulatedSysfs(1)).read("dax0.0");

    Survey survey =
        new Surveyor(new HostSysfs(root), Optional.of(new AskedProcfs())).survey(region, () -> {});

    assertThat(survey.users()).containsExactly(new MemoryUser(7, "node 1, not [0, 3]", 0, true));
  }

  /** Tells what it was asked. */
  private static final class AskedProcfs implements Procfs {
    @Override
    public OptionalLong freeSwapBytes() {
      return OptionalLong.empty();
    }

    @Override
    public List<MemoryUser> users(int node, Set<Integer> others, Runnable progress) {
      String asked = "node %d, not %s".formatted(node, others.stream().sorted().toList());
      return List.of(new MemoryUser(7, asked, 0, true));
    }

    @Override
    public boolean seesOthers() {
      return true;
    }

    @Override
    public long kernelPages(long start, long bytes) {
      return 0;
    }
  }
}
