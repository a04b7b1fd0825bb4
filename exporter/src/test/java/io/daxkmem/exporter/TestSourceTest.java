package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSourceTest {
  private static final String CONDITION =
      "@EnabledIfSystemProperty(named = \"day\", matches = \"x\")";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Test",
        "@ParameterizedTest\n  @CsvSource({\n    \"1, 2\",\n  })",
        "@RepeatedTest(3)",
        "@Timeout(1)\n  @Test",
      })
  void aTestIsRun(String annotations) {
    assertThat(source("", annotations).isRun()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "// @Test", "@Testable", "@Test\n  @Disabled", "@Disabled(\"x\")\n  @Test"})
  void otherwiseItIsNot(String annotations) {
    assertThat(source("", annotations).isRun()).isFalse();
  }

  @Test
  void noneOfADisabledClassIsRun() {
    assertThat(source("@Disabled", "@Test").isRun()).isFalse();
  }

  @Test
  void theAnnotationsOfOthersDoNotCount() {
    String source =
        "class A {\n  @Test\n  void b() {}\n\n  void c() {}\n\n  @Disabled\n  void d() {}\n}";

    assertThat(TestSource.of(source, "b")).get().matches(TestSource::isRun);
    assertThat(TestSource.of(source, "c")).get().matches(test -> !test.isRun());
  }

  @Test
  void aConditionIsFoundAtTheClassAndAtTheMethod() {
    assertThat(source(CONDITION, "@Test").onlyWith()).contains("day");
    assertThat(source("", "@Test\n  " + CONDITION).onlyWith()).contains("day");
    assertThat(source("", "@Test").onlyWith()).isEmpty();
  }

  @Test
  void aCallIsNoMethod() {
    assertThat(TestSource.of("class A {\n  int a() {\n    return b();\n  }\n}", "b")).isEmpty();
  }

  private static TestSource source(String ofClass, String ofMethod) {
    String source = "%s\nclass A {\n  %s\n  void b() {}\n}\n".formatted(ofClass, ofMethod);
    return TestSource.of(source, "b").orElseThrow();
  }
}
