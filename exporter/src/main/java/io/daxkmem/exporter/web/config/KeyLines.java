package io.daxkmem.exporter.web.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Map;

/** Records the line of each key, and refuses aliases, which Jackson would read as texts. */
final class KeyLines extends JsonParserDelegate {
  private final YAMLParser yaml;
  private final Map<JsonPointer, Integer> lines;

  KeyLines(YAMLParser yaml, Map<JsonPointer, Integer> lines) {
    super(yaml);
    this.yaml = yaml;
    this.lines = lines;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (yaml.isCurrentAlias()) {
      throw new JsonParseException(this, "aliases are not followed: write the value itself there");
    }
    if (token == JsonToken.FIELD_NAME) {
      lines.put(getParsingContext().pathAsPointer(), currentTokenLocation().getLineNr());
    }
    return token;
  }
}
