package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.mbeans.operation.Outcome;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Access with Jolokia enabled and operations disabled. */
class ReadingTest {
  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(false);

  @Test
  void anyoneMayRead() throws Exception {
    assertThat(jolokia.http.get("/jolokia/read/" + REGION + "/State").body())
        .contains("\"value\":\"offline\"", "\"status\":200");
  }

  @Test
  void nobodyMayOperate() throws Exception {
    String open = jolokia.http.send("POST", "/jolokia/", ONLINE_MOVABLE).body();
    String withPassword =
        jolokia
            .http
            .send("POST", "/jolokia/", ONLINE_MOVABLE, "Authorization", basic("operator", PASSWORD))
            .body();

    assertThat(open).contains("operations are off: start the exporter", "\"status\":403");
    assertThat(withPassword).contains("\"status\":403");
    assertThat(jolokia.state()).isEqualTo("offline");
    assertThat(jolokia.operations)
        .hasSize(2)
        .allSatisfy(
            operation -> {
              assertThat(operation.outcome()).isEqualTo(Outcome.REFUSED);
              assertThat(operation.requester().text())
                  .matches("anonymous from 127\\.0\\.0\\.1:\\d+");
            });
  }

  @Test
  void otherJmxClientsMayNotOperate() {
    assertThatThrownBy(
            () ->
                ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(REGION), "online", null, null))
        .hasRootCauseInstanceOf(SecurityException.class)
        .hasStackTraceContaining("operations are off: start the exporter");
  }

  @Test
  void aWebPageMayNotRead() throws Exception {
    String path = "/jolokia/read/" + REGION;

    assertThat(jolokia.http.send("GET", path, "", "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
  }
}
