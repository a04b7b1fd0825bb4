package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent without memory for answers: only operations are answered. */
class AnswerMemoryTest {
  private static final int BYTES = 1;

  private JolokiaFixture jolokia;

  @BeforeEach
  void start() throws IOException {
    jolokia = new JolokiaFixture(JolokiaFixture.control(Optional.empty()), BYTES);
  }

  @AfterEach
  void stop() {
    jolokia.close();
  }

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

  private String post(String body) throws Exception {
    return jolokia
        .http
        .send("POST", "/jolokia/", body, "Authorization", basic("operator", PASSWORD))
        .body();
  }
}
