package io.daxkmem.exporter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source says before its class, and before one of its methods. */
record TestSource(String beforeClass, String beforeMethod) {
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:\\w+ )*class ");
  private static final Pattern TEST =
      Pattern.compile("(?m)^ *@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
  private static final Pattern DISABLED = Pattern.compile("(?m)^ *@Disabled");
  private static final Pattern ENABLED_IF =
      Pattern.compile("(?m)^ *@EnabledIf\\w*\\(\\s*named = \"([^\"]+)\"");

  static Optional<TestSource> of(String source, String method) {
    Matcher type = CLASS.matcher(source);
    Matcher declaration =
        Pattern.compile("(?m)^ +(?!return )[\\w<>]+ " + method + "\\(").matcher(source);
    if (!type.find() || !declaration.find()) {
      return Optional.empty();
    }
    String before = source.substring(0, declaration.start());
    int begin = Math.max(type.start(), before.lastIndexOf("\n\n"));
    return Optional.of(new TestSource(source.substring(0, type.start()), before.substring(begin)));
  }

  /** Whether JUnit runs the method. */
  boolean isRun() {
    return TEST.matcher(beforeMethod).find()
        && !DISABLED.matcher(beforeMethod).find()
        && !DISABLED.matcher(beforeClass).find();
  }

  /** The property without which it is not run, if there is one. */
  Optional<String> onlyWith() {
    Matcher condition = ENABLED_IF.matcher(beforeClass + beforeMethod);
    return condition.find() ? Optional.of(condition.group(1)) : Optional.empty();
  }
}
