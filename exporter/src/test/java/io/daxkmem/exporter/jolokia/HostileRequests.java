package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random requests of words that mean something to Jolokia, and of junk. */
public final class HostileRequests {
  public record Request(String method, String path, String body) {}

  private static final List<String> TYPES =
      List.of("exec", "EXEC", "read", "write", "list", "search", "notification", "config", "x", "");
  private static final List<String> MBEANS =
      List.of(
          JolokiaFixture.REGION,
          "io.daxkmem:type=Regions",
          "io.daxkmem:*",
          "*:*",
          "java.lang:type=Memory",
          "jolokia:type=Config",
          "x",
          "");
  private static final List<String> OPERATIONS =
      List.of(
          "online",
          "unplug",
          "offline",
          "changeState",
          "cancel",
          "rescan",
          "plan",
          "changeState(java.lang.String,long,java.lang.String)",
          "getClass",
          "gc");
  private static final List<String> ARGUMENTS =
      List.of("\"dax0.0\"", "\"online\"", "0", "-1", "1e400", "null", "{}", "[[]]", "\"\\u0000\"");
  private static final List<String> KEYS =
      List.of(
          "type",
          "mbean",
          "operation",
          "attribute",
          "arguments",
          "value",
          "path",
          "config",
          "target",
          "command",
          "client",
          "mode",
          "filter",
          "handback");
  private static final List<String> PARAMETERS =
      List.of("", "?p=exec/", "?ignoreErrors=true", "?includeStackTrace=true", "?maxDepth=x", "?%");

  private final Random random;

  public HostileRequests(Random random) {
    this.random = random;
  }

  public Request next() {
    return random.nextInt(3) == 0
        ? new Request("GET", "/jolokia/" + path() + one(PARAMETERS), "")
        : new Request("POST", "/jolokia/" + one(PARAMETERS), mangled(json(0)));
  }

  private String path() {
    return Stream.of(one(TYPES), one(MBEANS), one(OPERATIONS), one(ARGUMENTS))
        .limit(1 + random.nextInt(4))
        .map(part -> URLEncoder.encode(part, UTF_8))
        .collect(joining(random.nextInt(9) == 0 ? "!/" : "/"));
  }

  private String json(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 9)) {
      case 0, 1, 2, 3 -> honest();
      case 4 -> one(ARGUMENTS);
      case 5 -> "{}";
      case 6 -> some(() -> json(depth + 1)).collect(joining(",", "[", "]"));
      default -> some(() -> member(depth)).collect(joining(",", "{", "}"));
    };
  }

  /** A request that is at least valid in form. */
  private String honest() {
    return "{\"type\":\"%s\",\"mbean\":\"%s\",\"operation\":\"%s\",\"attribute\":\"State\",\"arguments\":[%s]}"
        .formatted(
            one(TYPES),
            one(MBEANS),
            one(OPERATIONS),
            some(() -> one(ARGUMENTS)).collect(joining(",")));
  }

  private String member(int depth) {
    return "\"" + one(KEYS) + "\":" + json(depth + 1);
  }

  private String mangled(String json) {
    StringBuilder text = new StringBuilder(json);
    for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      text.setCharAt(
          random.nextInt(text.length()),
          (char) random.nextInt(random.nextBoolean() ? 128 : 0xd800));
    }
    return text.toString();
  }

  private Stream<String> some(Supplier<String> part) {
    return Stream.generate(part).limit(random.nextInt(4));
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
