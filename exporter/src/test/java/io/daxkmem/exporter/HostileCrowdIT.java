package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.web.Certificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strangers of every kind at once, on both ports. A scraper, an operator and a viewer get what they
 * ask for all the time, nobody else gets in, and nothing is left of the strangers in the end.
 *
 * <p>{@code -Ddax-kmem.hostile.seconds=1800} makes it longer, {@code -Ddax-kmem.hostile.seed=N}
 * repeats one.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processors")
class HostileCrowdIT {
  static final String VIEWERS_PASSWORD = "look but touch not";
  private static final String OPERATORS_PASSWORD = "right";

  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("dax-kmem.hostile.seconds", 15));
  private static final long SEED =
      Long.getLong("dax-kmem.hostile.seed", new Random().nextInt(1 << 30));
  private static final int STRANGERS = 16;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** More than the heap differs by chance, less than a megabyte for each stranger. */
  private static final long MEMORY = 8 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stopNobodyAndGetNothing(boolean withTls) throws Exception {
    Optional<SSLContext> tls = withTls ? Optional.of(Certificates.client("")) : Optional.empty();
    Path audit = folder.resolve("audit");
    try (Program program = start(audit, withTls)) {
      InetSocketAddress web = program.http("web").server();
      InetSocketAddress jolokia = program.http("jolokia").server();
      Honest honest =
          new Honest(
              scraper(tls),
              URI.create(
                  "%s://localhost:%d/metrics".formatted(withTls ? "https" : "http", web.getPort())),
              new Http(jolokia, tls),
              Stranger.basic("operator", OPERATORS_PASSWORD),
              Stranger.basic("viewer", VIEWERS_PASSWORD));
      // looked at all the time, so that the log of an hour is not kept
      CompletableFuture<List<String>> errors =
          CompletableFuture.supplyAsync(
              () -> program.restWith("level=error", "OutOfMemoryError", "StackOverflowError"));
      honest.scrapeAndOperate();
      ProcessFacts before = program.facts();

      Instant end = Instant.now().plus(TIME);
      AtomicLong attacks = new AtomicLong();
      ExecutorService threads = Executors.newCachedThreadPool();
      List<Future<?>> strangers = new ArrayList<>();
      for (int i = 0; i < STRANGERS; i++) {
        Stranger stranger =
            new Stranger(web, jolokia, tls.map(SSLContext::getSocketFactory), new Random(SEED + i));
        strangers.add(
            threads.submit(
                () -> {
                  while (Instant.now().isBefore(end)) {
                    stranger.attack();
                    attacks.incrementAndGet();
                  }
                }));
      }
      while (Instant.now().isBefore(end)) {
        honest.scrapeAndOperate();
        Thread.sleep(PAUSE.toMillis());
      }
      for (Future<?> stranger : strangers) {
        stranger.get();
      }
      threads.shutdown();

      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> program.facts().assertNoMoreThan(before, MEMORY));
      honest.scrapeAndOperate();
      System.out.printf(
          "seed %d, %s: %d attacks, %s; from %s to %s%n",
          SEED, withTls ? "TLS" : "no TLS", attacks.get(), honest, before, program.facts());
      assertThat(program.terminate()).isTrue();
      assertThat(errors.get()).isEmpty();
    }
    assertThat(Files.readAllLines(audit))
        .filteredOn(line -> !line.contains("\"outcome\":\"refused\""))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"user\":\"operator\""));
  }

  private Program start(Path audit, boolean withTls) throws IOException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--simulate=8",
                "--web.listen-address=127.0.0.1:0",
                "--jolokia.listen-address=127.0.0.1:0",
                "--control.enabled",
                "--control.password-file=" + password("operator", OPERATORS_PASSWORD),
                "--viewer.password-file=" + password("viewer", VIEWERS_PASSWORD),
                "--audit.file=" + audit));
    if (withTls) {
      Certificates.copy("server.crt", folder.resolve("server.crt"));
      Certificates.copy("server.key", folder.resolve("server.key"));
      flags.add(
          "--web.config.file="
              + Files.writeString(
                  folder.resolve("web.yml"),
                  "tls_server_config: {cert_file: server.crt, key_file: server.key}\n"));
      flags.add("--jolokia.config.file=" + folder.resolve("web.yml"));
    }
    return Program.small(folder, flags.toArray(String[]::new));
  }

  private Path password(String user, String password) throws IOException {
    Path file = Files.writeString(folder.resolve(user), password + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static HttpClient scraper(Optional<SSLContext> tls) {
    HttpClient.Builder builder = HttpClient.newBuilder();
    tls.ifPresent(builder::sslContext);
    return builder.build();
  }
}
