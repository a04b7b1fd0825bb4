package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  /** Every control character, and those that are hidden or need an escape. */
  private static final String HARD =
      IntStream.concat(
              IntStream.rangeClosed(0, 0xff), IntStream.of(0x2028, 0x2029, 0x202e, 0xfeff, 0x1f600))
          .mapToObj(Character::toString)
          .collect(Collectors.joining("a"));

  @ParameterizedTest
  @ValueSource(strings = {"", "\\", "\\u001;", "\\\\u001;", ":;<=>?", "\"u00:;"})
  void aParserReadsWhatWasWritten(String text) throws Exception {
    JSONArray list = new JSONArray();
    list.add(text + HARD + text);
    JSONObject json = new JSONObject();
    json.put(text + HARD, list);

    assertThat(new JsonMapper().readTree(JsonWriter.text(json)).toString())
        .isEqualTo(
            new JsonMapper()
                .createObjectNode()
                .<JsonNode>set(
                    text + HARD, new JsonMapper().createArrayNode().add(text + HARD + text))
                .toString());
  }

  @Test
  void anErrorThatRepeatsAControlCharacterIsJson() throws Exception {
    try (JolokiaFixture jolokia = new JolokiaFixture(false)) {
      String answer =
          jolokia
              .http
              .send(
                  "POST",
                  "/jolokia/",
                  "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"plan\",\"arguments\":[\"a\\u001b\"]}"
                      .formatted(JolokiaFixture.REGION))
              .body();

      assertThat(new JsonMapper().readTree(answer).at("/request/arguments/0").asText())
          .isEqualTo("a\u001b");
    }
  }
}
