package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.jolokia.json.JSONObject;
import org.jolokia.json.parser.JSONParser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose members are of another type than they must be. */
class MalformedRequestTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "1",
          "true",
          "[null]",
          "[{}]",
          "{\"maxDepth\":{},\"ifModifiedSince\":[]}");
  private static final List<String> TYPES =
      List.of("read", "exec", "list", "search", "version", "config", "notification");
  private static final List<String> MEMBERS =
      List.of(
          "type",
          "mbean",
          "operation",
          "arguments",
          "attribute",
          "path",
          "config",
          "command",
          "client",
          "mode",
          "handle",
          "target",
          "value",
          "handback",
          "filter");
  private static final Map<String, String> VALID =
      new TreeMap<>(
          Map.of(
              "mbean", '"' + REGION + '"',
              "operation", "\"plan\"",
              "arguments", "[\"online\"]",
              "attribute", "\"State\"",
              "config", "{}",
              "command", "\"register\"",
              "client", "\"x\"",
              "mode", "\"pull\""));

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":{}} | the request's type must be a text",
        "{\"type\":null} | the request's type must be a text",
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":null} | the request's operation must be a text",
        "[{\"type\":\"version\"},{\"type\":1}] | the request's type must be a text",
        "[[]] | a request must be an object, or a list of objects",
        "{\"type\":\"read\",\"attribute\":[1]} | the request's attribute must be a text or a list of texts",
      })
  void isAnswered400WithASentence(String request, String reason) throws Exception {
    HttpResponse<String> response = post(request);

    assertThat(response.statusCode()).isEqualTo(400);
    JSONObject json = new JSONParser().parse(response.body(), JSONObject.class);
    assertThat(json).containsEntry("status", 400L).containsEntry("error", reason);
  }

  @Test
  void noMemberMakesItAnswerWithInternalNames() {
    SoftAssertions.assertSoftly(
        all -> {
          for (String type : TYPES) {
            for (String member : MEMBERS) {
              for (String value : VALUES) {
                String request = request(type, member, value);
                all.assertThat(answer(request))
                    .as(request)
                    .doesNotContain("cannot be cast", "org.jolokia", "because", "Exception: ");
              }
            }
          }
        });
  }

  private static String request(String type, String member, String value) {
    Map<String, String> members = new TreeMap<>(VALID);
    members.put("type", '"' + type + '"');
    members.put(member, value);
    return members.entrySet().stream()
        .map(one -> '"' + one.getKey() + "\":" + one.getValue())
        .collect(joining(",", "{", "}"));
  }

  private String answer(String request) {
    try {
      return post(request).body();
    } catch (Exception e) {
      throw new AssertionError(request, e);
    }
  }

  private HttpResponse<String> post(String request) throws Exception {
    return jolokia.http.send(
        "POST", "/jolokia/", request, "Authorization", basic("operator", PASSWORD));
  }
}
