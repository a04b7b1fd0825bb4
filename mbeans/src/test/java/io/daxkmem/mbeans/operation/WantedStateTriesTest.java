package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.mbeans.ForwardingSysfs;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedStateTriesTest {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(15));

  private static final Requester OPERATOR = new Requester("operator", "");

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
  private final RegionOperations operations =
      new RegionOperations(
          new TransitionRunner(regions, "dax0.0"),
          new OperationRecorder(List.of(), (from, to, message) -> {}));
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

  @ParameterizedTest
  @CsvSource({"OFFLINE, 0, offline", "OFFLINE, 1, offline", "UNPLUG, 0, unplugged"})
  void anOperationBetweenTwoTriesIsNotOverruledHoweverItEnds(
      Transition to, int failing, String left) throws IOException {
    failures.set(1);
    tries("dax0.0 online").run();
    failures.set(failing);

    operations.run(to, OPERATOR, 0);
    runAll();
    tries("dax0.0 online").run();

    assertThat(writes).as("the try's and the operator's").hasValue(2);
    assertThat(regions.read("dax0.0").state().text()).isEqualTo(left);
    assertThat(Files.readAllLines(folder.resolve("settled"))).contains("dax0.0");
    assertThat(pauses).hasSize(1);
  }

  @Test
  void norIsOneWhileATryLooksAtTheRegion() throws IOException {
    WantedStates online = wanted("dax0.0 online");
    AtomicBoolean first = new AtomicBoolean(true);

    tries(
            () -> {
              if (first.getAndSet(false)) {
                operations.run(Transition.OFFLINE, OPERATOR, 0);
              }
              return online;
            })
        .run();
    runAll();

    assertThat(writes).as("the operator's").hasValue(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void cancelBetweenTwoTriesEndsThemAndSaysSo() throws IOException {
    failures.set(1);
    tries("dax0.0 online").run();

    assertThat(requests(OPERATOR).cancel())
        .startsWith("dax0.0 is not brought to its wanted state any more.");
    assertThatThrownBy(() -> requests(OPERATOR).cancel())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Nothing to cancel");
    runAll();
    tries("dax0.0 online").run();

    assertThat(writes).hasValue(1);
  }

  @Test
  void whoMayNotOperateDoesNotEndTheTriesNorDoesAMistake() throws IOException {
    failures.set(1);
    tries("dax0.0 online").run();
    Requester viewer = new Requester("viewer", "", Optional.of("viewers may only look."));

    assertThatThrownBy(() -> requests(viewer).cancel()).isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> requests(viewer).run(Transition.ONLINE, ""))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> requests(OPERATOR).run(Transition.UNPLUG, "dax1.0"))
        .isInstanceOf(IllegalArgumentException.class);
    runAll();

    assertThat(regions.read("dax0.0").state().isOnline()).isTrue();
  }

  @Test
  void whereNothingIsWantedThereIsNothingToCancel() throws IOException {
    tries("dax1.0 online");

    assertThatThrownBy(() -> requests(OPERATOR).cancel())
        .hasMessageStartingWith("Nothing to cancel");
    assertThat(Files.readAllLines(folder.resolve("settled"))).doesNotContain("dax0.0");
  }

  /** Mainline's kernel does not count, so after a restart nothing else tells of it. */
  @ParameterizedTest
  @CsvSource({"dax1.0 online, 0", "dax0.0 online, 2147483647"})
  void anOperationIsRememberedThoughNothingIsWantedYetOrTheTriesAreOver(String lines, int failing)
      throws IOException {
    failures.set(failing);
    tries(lines).run();
    runAll();
    failures.set(0);

    operations.run(Transition.OFFLINE, OPERATOR, 0);
    writes.set(0);
    tries("dax0.0 online").run();
    runAll();

    assertThat(Files.readAllLines(folder.resolve("settled"))).contains("dax0.0");
    assertThat(writes).hasValue(0);
  }

  private OperationRequests requests(Requester requester) {
    return new OperationRequests("dax0.0", operations, () -> requester);
  }

  private void runAll() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  private WantedStateTries tries(String lines) throws IOException {
    WantedStates wanted = wanted(lines);
    return tries(() -> wanted);
  }

  private WantedStates wanted(String lines) throws IOException {
    return WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
  }

  /** As after the start of a program. */
  private WantedStateTries tries(Supplier<WantedStates> wanted) throws IOException {
    SettledRegions settled =
        new SettledRegions(new SettledFile(folder.resolve("settled"), "this boot"));
    WantedStateTries tries =
        new WantedStateTries(
            "dax0.0",
            new WantedStateTry("dax0.0", regions, operations, wanted, settled),
            PAUSES,
            (work, pause) -> {
              pauses.add(pause);
              later.add(work);
            });
    operations.follow(tries);
    return tries;
  }
}
