package io.daxkmem.exporter.web.config;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Binds a YAML file to records with Jackson. Errors name line and key, and say what to do. */
final class YamlFile {
  private static final Map<Class<?>, String> WANTED =
      Map.of(
          String.class, "a text; put it in quotes",
          Boolean.class, "true or false",
          boolean.class, "true or false",
          int.class, "a whole number");

  private final Source source;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();

  YamlFile(Source source) {
    this.source = source;
  }

  /** The content; empty if the file is. */
  <T> Optional<T> read(Class<T> type) throws IOException {
    YAMLMapper mapper = mapper();
    try (KeyLines parser = new KeyLines((YAMLParser) mapper.createParser(source.text()), lines)) {
      Optional<T> read =
          parser.nextToken() == null
              ? Optional.empty()
              : Optional.ofNullable(mapper.readValue(parser, type));
      if (parser.nextToken() != null) {
        throw wrong("has a second document: remove it");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw refused(e);
    }
  }

  /** Whether a key is in the file, with a value or without. */
  boolean has(String... keys) {
    return lines.containsKey(key(keys));
  }

  /**
   * Throws if a condition does not hold.
   *
   * @param what the rest of the sentence after the key
   * @param keys path to the key, sections first
   */
  void check(boolean right, String what, String... keys) throws ConfigException {
    if (!right) {
      throw wrong(what, keys);
    }
  }

  ConfigException wrong(String what, String... keys) {
    return wrong(key(keys), what);
  }

  ConfigException unknown(Collection<?> known, String... keys) {
    return unknown(key(keys), known);
  }

  private static YAMLMapper mapper() {
    JsonSetter.Value nothingIsEmpty = JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);
    return YAMLMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Enum,
            words -> words.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
        .withConfigOverride(String.class, texts -> texts.setSetterInfo(nothingIsEmpty))
        .withConfigOverride(List.class, lists -> lists.setSetterInfo(nothingIsEmpty))
        .withConfigOverride(Map.class, maps -> maps.setSetterInfo(nothingIsEmpty))
        .build();
  }

  private ConfigException refused(JsonProcessingException e) {
    JsonPointer key = e instanceof JsonMappingException at ? key(at) : JsonPointer.empty();
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknown(key, unknown.getKnownPropertyIds());
    }
    if (e instanceof MismatchedInputException mismatch) {
      return wrong(key, "must be " + wanted(mismatch.getTargetType()));
    }
    // null if a limit of the parser is exceeded
    JsonLocation location = e.getLocation();
    return source.wrong(
        location == null ? line(key) : location.getLineNr(),
        name(key) + " cannot be read: " + problem(e));
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(joining(" or "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list, an entry a line: - ENTRY";
    }
    return WANTED.getOrDefault(type, "a section, a key a line: KEY: VALUE");
  }

  /** The parser's message without the quoted lines, which may contain secrets. */
  private static String problem(JsonProcessingException e) {
    if (e.getCause() instanceof JsonProcessingException cause) {
      return problem(cause);
    }
    return e.getCause() instanceof MarkedYAMLException yaml
        ? yaml.getProblem()
        : e.getOriginalMessage().lines().findFirst().orElse("");
  }

  private static JsonPointer key(JsonMappingException e) {
    JsonPointer key = JsonPointer.empty();
    for (JsonMappingException.Reference step : e.getPath()) {
      // an entry of a list has no key
      key = step.getFieldName() == null ? key : key.appendProperty(step.getFieldName());
    }
    return key;
  }

  private static JsonPointer key(String... keys) {
    JsonPointer key = JsonPointer.empty();
    for (String next : keys) {
      key = key.appendProperty(next);
    }
    return key;
  }

  private ConfigException unknown(JsonPointer key, Collection<?> known) {
    return source.wrong(
        line(key),
        String.format(
            Locale.ROOT,
            "unknown key %s in %s: use %s",
            name(key),
            name(key.head()),
            known.stream().map(String::valueOf).sorted().collect(joining(", "))));
  }

  private ConfigException wrong(JsonPointer key, String what) {
    return source.wrong(line(key), name(key) + " " + what);
  }

  /** The line of a key, or else of its section. */
  private int line(JsonPointer key) {
    JsonPointer there = key;
    while (!there.matches() && !lines.containsKey(there)) {
      there = there.head();
    }
    return lines.getOrDefault(there, 1);
  }

  private static String name(JsonPointer key) {
    return key.matches() ? "the file" : key.last().getMatchingProperty();
  }
}
