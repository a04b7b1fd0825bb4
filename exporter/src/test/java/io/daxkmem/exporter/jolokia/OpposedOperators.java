package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Two Jolokia clients that repeatedly request opposite operations at the same time.
 *
 * @param adding where one brings the region online
 * @param taking where the other unplugs it
 */
record OpposedOperators(Http adding, Http taking, int times) {
  private static final List<String> EXPECTED =
      List.of(
          "\"value\":\"dax0.0 is online_movable",
          "\"value\":\"dax0.0 is unplugged",
          "it is busy with");

  OpposedOperators(Http jolokia, int times) {
    this(jolokia, jolokia, times);
  }

  /** All answers: either done, or refused because the other's operation is running. */
  List<String> answers() throws Exception {
    List<String> answers = ask();
    assertThat(answers).hasSize(2 * times);
    assertThat(answers)
        .filteredOn(answer -> EXPECTED.stream().noneMatch(answer::contains))
        .isEmpty();
    return answers;
  }

  private List<String> ask() throws Exception {
    ExecutorService operators = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier together = new CyclicBarrier(2);
      Future<List<String>> added =
          operators.submit(() -> ask(adding, together, "onlineMovable", ""));
      Future<List<String>> unplugged =
          operators.submit(() -> ask(taking, together, "unplug", "\"dax0.0\""));
      return Stream.concat(added.get().stream(), unplugged.get().stream()).toList();
    } finally {
      operators.shutdownNow();
    }
  }

  private List<String> ask(Http jolokia, CyclicBarrier together, String operation, String argument)
      throws Exception {
    String request =
        "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
            .formatted(REGION, operation, argument);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      together.await();
      answers.add(
          jolokia
              .send("POST", "/jolokia/", request, "Authorization", basic("operator", PASSWORD))
              .body());
    }
    return answers;
  }
}
