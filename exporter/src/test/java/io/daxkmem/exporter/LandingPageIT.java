package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The landing page of the packaged program as a browser shows it. */
@Timeout(300)
class LandingPageIT {
  private static final String TIME = "20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";
  private static final String ANY_WEB = "--web.listen-address=127.0.0.1:0";
  private static final int DESKTOP = 1280;

  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    browser = new Browser(folder.resolve("profile"));
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, 1000, 400})
  void aUserSeesWhatWasDoneToWhichRegion(int width) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    try (Program program =
        new Program(
            "--simulate",
            ANY_WEB,
            "--jolokia.listen-address=127.0.0.1:0",
            "--control.enabled",
            "--control.password-file=" + password)) {
      onlineMovable(program.http("jolokia"), "dax1.0");

      browser.open(page(program), width);

      assertThat(texts("tbody tr"))
          .satisfiesExactly(
              row ->
                  assertThat(row).matches("dax0.0 offline 1 GiB 0 B 1 0 done none since " + TIME),
              row ->
                  assertThat(row)
                      .matches(
                          "dax1.0 online movable 1 GiB 1 GiB 1 1 done"
                              + " offline → online movable at "
                              + TIME));
      assertThat(browser.evaluate(colour("tr:nth-child(2) .bar span")))
          .isEqualTo(browser.evaluate(colour(".legend .Movable", "::before")))
          .isEqualTo(browser.evaluate(colour("tr:nth-child(2) .state", "::before")))
          .isNotEqualTo(browser.evaluate(colour("tr:nth-child(1) .bar span")));
      assertThatAllOfItIsSeen();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, 1000, 400})
  void whatIsLongOrBrokenFitsTheWindow(int width) throws Exception {
    SysfsTree tree =
        new SysfsTree(folder.resolve("sys"))
            .device("dax0.0", "kmem")
            .block(32, "online", "Normal")
            .block(33, "offline", "")
            .device("dax1.0", "device_dax")
            .device("dax12.10", "kmem");
    try (Program program = new Program("--path.sysfs=" + tree.root(), ANY_WEB)) {
      URI page = page(program);
      tree.file("dax12.10", "size", "x".repeat(200));

      browser.open(page, width);

      assertThat(texts("tbody th")).containsExactly("dax0.0", "dax1.0", "dax12.10");
      assertThat(texts("tbody tr:nth-child(1) .state")).containsExactly("inconsistent");
      assertThat(texts("tbody tr:nth-child(2) .state")).containsExactly("bound to device_dax");
      assertThat(texts("tbody tr:nth-child(3) .failed").get(0)).startsWith("cannot be read:");
      assertThatAllOfItIsSeen();
    }
  }

  @Test
  void theBarHasRoomForAnyNumberOfBlocks() throws Exception {
    SysfsTree tree =
        new SysfsTree(folder.resolve("sys"))
            .device("dax0.0", "kmem")
            .file("dax0.0", "size", Long.toString(1000L << 27))
            .file("dax0.0", "mapping0/end", "0x" + Long.toHexString((1032L << 27) - 1));
    for (int block = 32; block < 1032; block++) {
      tree.block(block, block % 2 == 0 ? "online" : "offline", block % 2 == 0 ? "Normal" : "");
    }
    try (Program program = new Program("--path.sysfs=" + tree.root(), ANY_WEB)) {

      browser.open(page(program), DESKTOP);

      assertThat(texts(".bar span")).hasSize(1000);
      assertThatAllOfItIsSeen();
    }
  }

  private static URI page(Program program) throws Exception {
    return URI.create("http://127.0.0.1:" + program.http("web").server().getPort() + "/");
  }

  /** Nothing is wider than the window or the element that it is in: nothing scrolls or is cut. */
  private void assertThatAllOfItIsSeen() throws Exception {
    assertThat(
            strings(
                "[...document.querySelectorAll('*')]"
                    + ".filter(e => e.scrollWidth > e.clientWidth && e.clientWidth > 0)"
                    + ".map(e => e.outerHTML)"))
        .isEmpty();
  }

  /** What stands in these elements, as it is shown, on one line each. */
  private List<String> texts(String selector) throws Exception {
    return strings("[...document.querySelectorAll('%s')].map(e => e.innerText)".formatted(selector))
        .stream()
        .map(text -> text.replaceAll("\\s+", " ").strip())
        .toList();
  }

  private List<String> strings(String expression) throws Exception {
    return ((List<?>) browser.evaluate(expression)).stream().map(String.class::cast).toList();
  }

  private static String colour(String selector) {
    return colour(selector, "");
  }

  private static String colour(String selector, String part) {
    return "getComputedStyle(document.querySelector('%s'), '%s').backgroundColor"
        .formatted(selector, part);
  }

  private static void onlineMovable(Http jolokia, String device) throws Exception {
    String request =
        "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=%s\",".formatted(device)
            + "\"operation\":\"onlineMovable\"}";
    String credentials = Base64.getEncoder().encodeToString("operator:secret".getBytes(UTF_8));
    assertThat(
            jolokia
                .send("POST", "/jolokia/", request, "Authorization", "Basic " + credentials)
                .body())
        .contains("\"status\":200");
  }
}
