package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.ForwardingSysfs;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Regions;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedStateTriesTest {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final Logger logger = Logger.getLogger(WantedStateTries.class.getName());
  private final List<LogRecord> log = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          log.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final Regions regions =
      new Regions(
          new ForwardingSysfs() {
            @Override
            public void write(String path, String value) throws IOException {
              writes.incrementAndGet();
              if (failures.getAndDecrement() > 0) {
                throw new KernelRefusedException(Errno.ENOMEM, "told by the kernel");
              }
              super.write(path, value);
            }
          });
  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void eachFailureHasAPauseUntilOneSucceeds() throws IOException {
    failures.set(2);

    tries("dax0.0 online").run();
    runAll();

    assertThat(pauses).isEqualTo(PAUSES);
    assertThat(writes).hasValue(3);
    assertThat(regions.read("dax0.0").state().isOnline()).isTrue();
    assertThat(log).extracting(LogRecord::getLevel).containsOnly(Level.WARNING).hasSize(2);
  }

  @Test
  void afterTheLastPauseItGivesUpAndSaysSo() throws IOException {
    failures.set(Integer.MAX_VALUE);

    tries("dax0.0 online").run();
    runAll();

    assertThat(pauses).isEqualTo(PAUSES);
    assertThat(writes).hasValue(3);
    assertThat(log.get(2).getLevel()).isEqualTo(Level.SEVERE);
    assertThat(log.get(2).getMessage())
        .startsWith("gave up bringing a region to its wanted state: do it with an operation");
  }

  @Test
  void whoStopsItMeanwhileHasNoFurtherTry() throws IOException {
    failures.set(Integer.MAX_VALUE);
    WantedStateTries tries = tries("dax0.0 online");
    tries.run();

    tries.stop();
    runAll();

    assertThat(writes).hasValue(1);
    assertThat(log).hasSize(1);
  }

  private void runAll() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  private WantedStateTries tries(String lines) throws IOException {
    WantedStates wanted =
        WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
    RegionOperations operations =
        new RegionOperations(
            new TransitionRunner(regions, "dax0.0"),
            new OperationRecorder(List.of(), (from, to, message) -> {}));
    SettledRegions settled =
        new SettledRegions(new SettledFile(folder.resolve("settled"), "this boot"));
    return new WantedStateTries(
        "dax0.0",
        new WantedStateTry("dax0.0", regions, operations, () -> wanted, settled),
        PAUSES,
        (work, pause) -> {
          pauses.add(pause);
          later.add(work);
        });
  }
}
