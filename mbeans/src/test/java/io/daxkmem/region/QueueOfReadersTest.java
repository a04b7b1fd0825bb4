package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.mbeans.ForwardingSysfs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that wait for the honest but slow readings of others do not take that for a hang. */
@Timeout(60)
class QueueOfReadersTest {
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final int READERS = 40;

  private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
  private final CountDownLatch end = new CountDownLatch(1);
  private final GuardedSubject subject = new GuardedSubject();
  private final HangGuard guard = new HangGuard(PATIENCE);

  @AfterEach
  void stop() {
    end.countDown();
    readers.shutdownNow();
  }

  /** One by one they would take many times as long as a hang. */
  @Test
  void manyReadersOfOneRegionShareAReading() throws Exception {
    Sysfs slow =
        new ForwardingSysfs() {
          @Override
          public String read(String path) throws IOException {
            if (path.endsWith("/failed")) {
              String unused = slowly();
            }
            return super.read(path);
          }
        };
    Regions regions = new Regions(slow, Optional.empty(), PATIENCE);
    List<Callable<RegionState>> questions =
        IntStream.range(0, READERS)
            .<Callable<RegionState>>mapToObj(
                i ->
                    i % 2 == 0
                        ? () -> regions.read("dax0.0").state()
                        : () -> regions.readState("dax0.0").state())
            .toList();

    for (Future<RegionState> answer : readers.invokeAll(questions)) {
      assertThat(answer.get()).isEqualTo(RegionState.OFFLINE);
    }
  }

  @Test
  void aQueueIsNoHang() throws Exception {
    guard.ask(subject, () -> "the first may take longer");
    List<Callable<String>> questions =
        IntStream.range(0, 5)
            .<Callable<String>>mapToObj(i -> () -> guard.ask(subject, this::slowly))
            .toList();

    for (Future<String> answer : readers.invokeAll(questions)) {
      assertThat(answer.get()).isEqualTo("slow");
    }
  }

  @Test
  void aReadingThatProgressesIsNoHang() throws Exception {
    guard.ask(subject, () -> "the first may take longer");

    String answer =
        guard.ask(
            subject,
            () -> {
              for (int part = 0; part < 5; part++) {
                slowly();
                subject.progresses();
              }
              return "read";
            });

    assertThat(answer).isEqualTo("read");
  }

  /** A busy machine may have no processor for the threads that are to read. */
  @Test
  void aReadingThatHasNotBegunIsNoHang() throws Exception {
    ExecutorService oneAtATime = Executors.newSingleThreadExecutor();
    HangGuard busy = new HangGuard(PATIENCE, oneAtATime);
    List<GuardedSubject> subjects = Stream.generate(GuardedSubject::new).limit(5).toList();
    for (GuardedSubject each : subjects) {
      busy.ask(each, () -> "the first may take longer");
    }
    List<GuardedQuestion<String>> questions =
        subjects.stream().map(each -> new GuardedQuestion<>(each, this::slowly)).toList();

    busy.ask(questions);

    for (GuardedQuestion<String> question : questions) {
      assertThat(question.answer()).isEqualTo("slow");
    }
    oneAtATime.shutdown();
  }

  @Test
  void othersWaitForAReadingThatHasNotBegun() throws Exception {
    guard.ask(subject, () -> "the first may take longer");
    GuardedQuestion<String> late = new GuardedQuestion<>(subject, () -> "late");
    assertThat(late.takeTurn()).isTrue();
    Future<String> other = readers.submit(() -> guard.ask(subject, () -> "in its turn"));

    slowly();
    slowly();
    late.run();

    assertThat(other.get()).isEqualTo("in its turn");
  }

  @Test
  void aReadingThatNeverBeginsIsNoHangEither() throws IOException {
    HangGuard busy = new HangGuard(Duration.ofMillis(10), task -> {});

    assertThatThrownBy(() -> busy.ask(subject, () -> "never read"))
        .isInstanceOf(IOException.class)
        .hasMessage("its files were not read: this machine is too busy");
    assertThat(subject.hangs()).isFalse();
  }

  /** The memory maps of many processes take long, each of them does not. */
  @Test
  void aSurveyOfManyProcessesIsNoHang() throws Exception {
    Regions surveyed =
        new Regions(new ForwardingSysfs(), Optional.of(new SlowProcfs()), PATIENCE.dividedBy(5));
    Region region = surveyed.read("dax0.0");
    surveyed.survey(region);

    assertThat(surveyed.survey(region).users()).hasSize(5);
  }

  @Test
  void mostSurveysFailAtOnceWhileOneHangs() throws Exception {
    Regions surveyed =
        new Regions(new ForwardingSysfs(), Optional.of(new HangingProcfs()), Duration.ofMinutes(1));
    Region region = surveyed.read("dax0.0");
    List<Future<Survey>> surveys =
        IntStream.range(0, READERS)
            .mapToObj(i -> readers.submit(() -> surveyed.survey(region)))
            .toList();

    await().until(() -> surveys.stream().filter(Future::isDone).count() == READERS - 9);
    assertThat(surveys)
        .filteredOn(Future::isDone)
        .allSatisfy(
            survey ->
                assertThat(survey)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("too many others wait"));

    end.countDown();
    await().until(() -> surveys.stream().allMatch(Future::isDone));
  }

  private final class HangingProcfs implements Procfs {
    @Override
    public OptionalLong freeSwapBytes() {
      return OptionalLong.empty();
    }

    @Override
    public List<MemoryUser> users(int node, Set<Integer> others, Runnable progress) {
      boolean unused = ended(Duration.ofMinutes(1).toMillis());
      return List.of();
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

  private final class SlowProcfs implements Procfs {
    private boolean isSlow;

    @Override
    public OptionalLong freeSwapBytes() {
      return OptionalLong.empty();
    }

    @Override
    public List<MemoryUser> users(int node, Set<Integer> others, Runnable progress) {
      List<MemoryUser> users = new ArrayList<>();
      for (int pid = 1; pid <= 5; pid++) {
        users.add(new MemoryUser(pid, isSlow ? slowly() : "quick", 4096, false));
        progress.run();
      }
      // the first survey may take longer
      isSlow = true;
      return users;
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

  @Test
  void waitingEndsEvenIfNothingHangs() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> reading =
        readers.submit(
            () ->
                guard.ask(
                    subject,
                    () -> {
                      do {
                        subject.progresses();
                        begun.countDown();
                      } while (!ended(10));
                      return "read";
                    }));
    begun.await();

    assertThatThrownBy(() -> guard.ask(subject, () -> "never read"))
        .isInstanceOf(IOException.class)
        .hasMessage("its files are busy: too many others wait for them");

    end.countDown();
    assertThat(reading.get()).isEqualTo("read");
  }

  /** Takes more than half of the time after which a reading counts as hanging. */
  private String slowly() {
    return ended(PATIENCE.toMillis() * 6 / 5) ? "ended" : "slow";
  }

  private boolean ended(long millis) {
    try {
      return end.await(millis, MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a reader", e);
    }
  }
}
