package io.daxkmem.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A client that changes regions through Jolokia. */
public final class Operator {

  private final URI jolokia;
  private final String authorization;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * @param jolokia the agent's URL, with a trailing slash
   */
  public Operator(URI jolokia, String user, String password) {
    this.jolokia = jolokia;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** The agent's URL. */
  public URI jolokia() {
    return jolokia;
  }

  /**
   * Runs an operation, which must succeed.
   *
   * @throws AssertionError if it does not
   */
  public void done(String device, String operation, Object... arguments)
      throws IOException, InterruptedException {
    JsonNode answer = ask(device, operation, arguments);
    if (answer.path("status").asInt() != 200) {
      throw new AssertionError(operation + " of " + device + " was not done: " + answer);
    }
  }

  /**
   * Runs an operation and waits for its end.
   *
   * @return Jolokia's answer: {@code status} is 200 if it was done, otherwise {@code error} says
   *     why not
   */
  public JsonNode ask(String device, String operation, Object... arguments)
      throws IOException, InterruptedException {
    String request =
        mapper.writeValueAsString(
            Map.of(
                "type",
                "exec",
                "mbean",
                "io.daxkmem:type=Region,device=" + device,
                "operation",
                operation,
                "arguments",
                List.of(arguments)));
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(jolokia)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(operation + " was answered by HTTP status " + response.statusCode());
    }
    return mapper.readTree(response.body());
  }
}
