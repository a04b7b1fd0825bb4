package io.daxkmem.exporter.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
  /** Of "secret", made by crypt(3). */
  private static final String CHEAP =
      "$2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq";

  /** Of nothing known, and costlier. */
  private static final String COSTLY = "$2y$12$" + CHEAP.substring(7);

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final List<String> compared = new CopyOnWriteArrayList<>();

  @Test
  void whoKnowsThePasswordIsWelcome() {
    Users users = new Users(Map.of("prometheus", CHEAP));

    assertThat(users.check(new BasicCredentials("prometheus", "secret"), HERE))
        .isEqualTo(Verdict.WELCOME);
    assertThat(users.check(new BasicCredentials("prometheus", "Secret"), HERE))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(users.check(new BasicCredentials("prometheus", ""), HERE))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(users.check(new BasicCredentials("eve", "secret"), HERE)).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void hashesOfAllToolsWillDo(String prefix) {
    Users users = new Users(Map.of("prometheus", prefix + CHEAP.substring(4)));

    assertThat(users.check(new BasicCredentials("prometheus", "secret"), HERE))
        .isEqualTo(Verdict.WELCOME);
  }

  @Test
  void aPasswordThatWasRightIsNotComparedAgain() {
    Users users = new Users(Map.of("prometheus", CHEAP), recorded("secret"));

    for (int i = 0; i < 3; i++) {
      assertThat(users.check(new BasicCredentials("prometheus", "secret"), HERE))
          .isEqualTo(Verdict.WELCOME);
    }

    assertThat(compared).containsExactly(CHEAP);
  }

  @Test
  void aPasswordThatWasRightIsNoOtherUsers() {
    Users users =
        new Users(Map.of("alice", CHEAP, "bob", COSTLY), (password, hash) -> hash.equals(CHEAP));

    assertThat(users.check(new BasicCredentials("alice", "secret"), HERE))
        .isEqualTo(Verdict.WELCOME);
    assertThat(users.check(new BasicCredentials("bob", "secret"), HERE)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whoIsNotKnownIsComparedWithTheCostliestHash() {
    Users users = new Users(Map.of("alice", CHEAP, "bob", COSTLY), recorded("secret"));

    assertThat(users.check(new BasicCredentials("eve", "secret"), HERE)).isEqualTo(Verdict.UNKNOWN);
    assertThat(users.check(new BasicCredentials("eve", "secret"), HERE)).isEqualTo(Verdict.UNKNOWN);

    assertThat(compared).containsExactly(COSTLY, COSTLY);
  }

  @Test
  void guessersAreTurnedAwayWhenTheyAreManyAndHoldUpNobodyWhoIsKnown() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Users users =
        new Users(
            Map.of("prometheus", CHEAP),
            (password, hash) -> {
              if (password.equals("guess")) {
                awaitUninterruptibly(release);
              }
              return password.equals("secret");
            });
    assertThat(users.check(new BasicCredentials("prometheus", "secret"), HERE))
        .isEqualTo(Verdict.WELCOME);
    AtomicInteger busy = new AtomicInteger();
    ExecutorService guessers = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < 30; i++) {
        InetAddress guesser = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) i});
        guessers.execute(() -> guess(users, guesser, busy));
      }

      await().untilAsserted(() -> assertThat(busy).hasValue(14));
      assertThat(users.check(new BasicCredentials("prometheus", "secret"), HERE))
          .isEqualTo(Verdict.WELCOME);
    } finally {
      release.countDown();
      guessers.shutdown();
    }
  }

  @Test
  void noAddressTakesAllPlaces() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Users users =
        new Users(
            Map.of("prometheus", CHEAP),
            (password, hash) -> {
              awaitUninterruptibly(release);
              return password.equals("secret");
            });
    AtomicInteger busy = new AtomicInteger();
    ExecutorService clients = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < 30; i++) {
        clients.execute(() -> guess(users, HERE, busy));
      }
      await().untilAsserted(() -> assertThat(busy).hasValue(26));

      Future<Verdict> scraper =
          clients.submit(
              () ->
                  users.check(
                      new BasicCredentials("prometheus", "secret"),
                      InetAddress.getByAddress(new byte[] {10, 0, 0, 1})));
      release.countDown();
      assertThat(scraper.get()).isEqualTo(Verdict.WELCOME);
    } finally {
      release.countDown();
      clients.shutdown();
    }
  }

  private static void guess(Users users, InetAddress client, AtomicInteger busy) {
    if (users.check(new BasicCredentials("prometheus", "guess"), client) == Verdict.BUSY) {
      busy.incrementAndGet();
    }
  }

  @Test
  void whoIsKnownStaysSoWithTheSameHash() {
    Users before = new Users(Map.of("alice", CHEAP, "bob", CHEAP), recorded("secret"));
    assertThat(check(before, "alice")).isEqualTo(Verdict.WELCOME);

    assertThat(check(new Users(Map.of("alice", CHEAP), recorded("")).remembering(before), "alice"))
        .isEqualTo(Verdict.WELCOME);
    assertThat(check(new Users(Map.of("alice", COSTLY), recorded("")).remembering(before), "alice"))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(check(new Users(Map.of("bob", CHEAP), recorded("")).remembering(before), "alice"))
        .isEqualTo(Verdict.UNKNOWN);
  }

  private static Verdict check(Users users, String user) {
    return users.check(new BasicCredentials(user, "secret"), HERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$2y$10$short",
        "$1$04$o8JdsEXgAXWjj.Yf2a5SLe.B9iS6q.YRrLIAvbnwGRTVpjsAcLlSq",
        "$2y$4$o8JdsEXgAXWjj.Yf2a5SLe.B9iS6q.YRrLIAvbnwGRTVpjsAcLlSqq"
      })
  void whatIsNoHashHasNoCost(String text) {
    assertThat(Users.cost(text)).isEmpty();
  }

  @Test
  void aHashHasItsCost() {
    assertThat(Users.cost(COSTLY)).hasValue(12);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Users.Comparison recorded(String right) {
    return (password, hash) -> {
      compared.add(hash);
      return password.equals(right);
    };
  }
}
