package io.daxkmem.exporter.jolokia;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether the members of a request have the types that Jolokia casts them to. It answers others
 * with the names of classes.
 */
final class RequestForm {
  private static final List<Member> MEMBERS =
      List.of(
          new Member("type", "a text", RequestForm::isText),
          new Member("mbean", "a text", RequestForm::isText),
          new Member("operation", "a text", RequestForm::isText),
          new Member("attribute", "a text or a list of texts", RequestForm::isTexts),
          new Member("path", "a text", RequestForm::isTextOrNull),
          new Member("arguments", "a list", value -> value == null || value instanceof List),
          new Member("config", "an object", value -> value == null || value instanceof Map),
          new Member("target", "an object", value -> value == null || value instanceof Map),
          new Member("command", "a text", RequestForm::isText),
          new Member("client", "a text", RequestForm::isTextOrNull),
          new Member("mode", "a text", RequestForm::isTextOrNull),
          new Member("handle", "a text", RequestForm::isTextOrNull));

  private record Member(String name, String wanted, Predicate<@Nullable Object> allowed) {}

  private RequestForm() {}

  /**
   * Why a request cannot be understood; empty if it can be.
   *
   * @param request parsed from JSON; a list if there are many
   */
  static Optional<String> fault(Object request) {
    return request instanceof List<?> many
        ? many.stream().flatMap(one -> ofOne(one).stream()).findFirst()
        : ofOne(request);
  }

  private static Optional<String> ofOne(@Nullable Object request) {
    if (!(request instanceof Map<?, ?> sent)) {
      return Optional.of("a request must be an object, or a list of objects");
    }
    return MEMBERS.stream()
        .filter(member -> sent.containsKey(member.name))
        .filter(member -> !member.allowed.test(sent.get(member.name)))
        .findFirst()
        .map(
            member ->
                String.format(
                    Locale.ROOT, "the request's %s must be %s", member.name, member.wanted));
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String;
  }

  private static boolean isTextOrNull(@Nullable Object value) {
    return value == null || isText(value);
  }

  private static boolean isTexts(@Nullable Object value) {
    return isTextOrNull(value)
        || (value instanceof List<?> many && many.stream().allMatch(RequestForm::isText));
  }
}
