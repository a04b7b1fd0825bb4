package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Little memory for answers. An agent without any answers only operations. */
class AnswerMemoryTest {
  private static final int BYTES = 1;

  @AutoClose
  private final JolokiaFixture jolokia =
      new JolokiaFixture(JolokiaFixture.control(Optional.empty()), BYTES);

  @Test
  void aReadWithoutRoomIsRefused() throws Exception {
    assertThat(post("{\"type\":\"search\",\"mbean\":\"io.daxkmem:*\"}"))
        .contains("\"status\":500", "ask for less at once, or try again later");
    await()
        .untilAsserted(
            () ->
                assertThat(jolokia.log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                        "request refused",
                        "ask for less at once, or try again later",
                        "client=127.0.0.1"));
  }

  @Test
  void anOperationIsAnsweredWithoutRoom() throws Exception {
    assertThat(post(ONLINE_MOVABLE)).contains("\"status\":200", "dax0.0 is online_movable");
    assertThat(jolokia.state()).isEqualTo("online_movable");
  }

  @Test
  void noUserGetsAllTheMemory() {
    AnswerMemory memory = new AnswerMemory(10_000);
    takeAll(memory, "viewer");

    assertThat(takeAll(memory, "operator")).isPositive();
  }

  @Test
  void noAnswerGetsAllTheMemoryOfItsUser() {
    AnswerMemory memory = new AnswerMemory(10_000);
    take(memory.begin("viewer"), memory);

    assertThat(take(memory.begin("viewer"), memory)).isPositive();
  }

  @Test
  void aSentAnswerReturnsItsMemory() {
    AnswerMemory memory = new AnswerMemory(10_000);
    for (int i = 0; i < 100; i++) {
      try (AnswerMemory.Answer answer = memory.begin("viewer")) {
        assertThat(take(answer, memory)).isPositive();
        answer.written(5_000);
      }
    }
  }

  @Test
  void aWrittenAnswerTakesWhatItHas() {
    AnswerMemory memory = new AnswerMemory(10_000);
    AnswerMemory.Answer large = memory.begin("viewer");
    large.written(9_000);
    assertThat(takeAll(memory, "viewer")).isZero();

    large.written(10);
    assertThat(takeAll(memory, "viewer")).isPositive();
  }

  /** Returns the number of answers that got some memory. */
  private static int takeAll(AnswerMemory memory, String user) {
    int answers = 0;
    while (take(memory.begin(user), memory) > 0) {
      answers++;
    }
    return answers;
  }

  /** Returns the number of parts that this answer got memory for. */
  private static int take(AnswerMemory.Answer answer, AnswerMemory memory) {
    String part = "x".repeat(500);
    int parts = 0;
    try {
      while (!answer.isFull()) {
        var unused = memory.keep(part);
        parts++;
      }
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage(AnswerMemory.FULL);
    }
    return parts;
  }

  private String post(String body) throws Exception {
    return jolokia
        .http
        .send("POST", "/jolokia/", body, "Authorization", basic("operator", PASSWORD))
        .body();
  }
}
