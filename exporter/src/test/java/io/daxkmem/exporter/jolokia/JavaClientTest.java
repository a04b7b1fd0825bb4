package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jolokia.client.JolokiaClient;
import org.jolokia.client.JolokiaClientBuilder;
import org.jolokia.client.exception.JolokiaException;
import org.jolokia.client.request.HttpMethod;
import org.jolokia.client.request.JolokiaExecRequest;
import org.jolokia.client.request.JolokiaReadRequest;
import org.jolokia.client.response.JolokiaExecResponse;
import org.jolokia.client.response.JolokiaReadResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Access with Jolokia's Java client. */
class JavaClientTest {
  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  @Test
  void readsAndChangesARegion() throws Exception {
    try (JolokiaClient client = client("operator", JolokiaFixture.PASSWORD)) {
      JolokiaExecResponse done =
          client.execute(
              new JolokiaExecRequest(JolokiaFixture.REGION, "onlineMovable"), HttpMethod.POST);
      JolokiaReadResponse state =
          client.execute(new JolokiaReadRequest(JolokiaFixture.REGION, "State"));

      assertThat(done.<String>getValue()).startsWith("dax0.0 is online_movable");
      assertThat(state.<String>getValue()).isEqualTo("online_movable");
    }
  }

  @Test
  void isToldWhatToDoAboutAnError() throws Exception {
    try (JolokiaClient client = client("operator", JolokiaFixture.PASSWORD)) {
      JolokiaExecRequest unplug = new JolokiaExecRequest(JolokiaFixture.REGION, "unplug", "");

      assertThatThrownBy(() -> client.execute(unplug, HttpMethod.POST))
          .isInstanceOf(JolokiaException.class)
          .hasMessageContaining("Type the device's name, dax0.0, as confirm if you mean it.");
      assertThat(jolokia.state()).isEqualTo("offline");
    }
  }

  @Test
  void isRefusedWithAWrongPassword() throws Exception {
    try (JolokiaClient client = client("operator", "wrong")) {
      JolokiaReadRequest state = new JolokiaReadRequest(JolokiaFixture.REGION, "State");

      assertThatThrownBy(() -> client.execute(state))
          .isInstanceOf(JolokiaException.class)
          .hasMessageContaining("401");
    }
  }

  private JolokiaClient client(String user, String password) {
    return new JolokiaClientBuilder()
        .url("http://127.0.0.1:" + jolokia.http.server().getPort() + "/jolokia")
        .user(user)
        .password(password)
        .build();
  }
}
