package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Chromium, headless, driven through its DevTools protocol. Expressions are evaluated
 * outside the page's content security policy, which allows no scripts.
 */
final class Browser implements AutoCloseable {
  private static final Pattern DEVTOOLS = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
  private static final int HEIGHT = 900;

  private final Process process;
  private final WebSocket page;
  private final BlockingQueue<JSONObject> answers = new LinkedBlockingQueue<>();
  private int commands;

  /**
   * Starts it with an empty page.
   *
   * @param profile an empty folder
   */
  Browser(Path profile) throws Exception {
    process = start(profile);
    try (BufferedReader log = process.errorReader(UTF_8)) {
      String address =
          log.lines()
              .map(DEVTOOLS::matcher)
              .filter(Matcher::matches)
              .map(found -> found.group(1))
              .findFirst()
              .orElseThrow(() -> new IOException("Chromium ended before it listened"));
      page =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(pageAt(address), new Answers())
              .get(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Loads a page, in a window of this size in CSS pixels. */
  void open(URI address, int width) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    send("Page.navigate", Map.of("url", address.toString()));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> evaluate("document.readyState + location").equals("complete" + address));
  }

  /** Evaluates a JavaScript expression on the page. */
  Object evaluate(String expression) throws Exception {
    JSONObject answer =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalArgumentException(expression + ": " + answer);
    }
    return requireNonNull(result(answer).get("value"), expression);
  }

  @Override
  public void close() throws IOException {
    try {
      send("Browser.close", Map.of());
      // it writes to its profile until it ends
      process.onExit().get(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IOException("Chromium does not end", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path profile) throws IOException {
    try {
      return new ProcessBuilder(
              "chromium",
              "--headless",
              "--remote-debugging-port=0",
              // as root it does not start with a sandbox; it loads only our pages
              "--no-sandbox",
              "--disable-gpu",
              "--user-data-dir=" + profile,
              "about:blank")
          .start();
    } catch (IOException e) {
      throw new AssertionError("chromium is missing: apt-get install chromium", e);
    }
  }

  private static URI pageAt(String address) throws Exception {
    try (var list = URI.create("http://" + address + "/json/list").toURL().openStream()) {
      JSONArray targets = (JSONArray) parse(new String(list.readAllBytes(), UTF_8));
      return targets.stream()
          .map(JSONObject.class::cast)
          .filter(target -> "page".equals(target.get("type")))
          .map(target -> URI.create((String) target.get("webSocketDebuggerUrl")))
          .findFirst()
          .orElseThrow();
    }
  }

  private JSONObject send(String method, Map<String, ?> parameters) throws Exception {
    JSONObject command = new JSONObject();
    command.put("id", ++commands);
    command.put("method", method);
    command.put("params", parameters);
    page.sendText(command.toJSONString(), true).get(1, TimeUnit.MINUTES);
    JSONObject answer = answers.poll(1, TimeUnit.MINUTES);
    if (answer == null || !answer.containsKey("result")) {
      throw new IOException(method + ": " + answer);
    }
    return result(answer);
  }

  private static JSONObject result(JSONObject answer) {
    return (JSONObject) requireNonNull(answer.get("result"));
  }

  private static Object parse(String json) throws ParseException, IOException {
    return new JSONParser().parse(json);
  }

  /** Receives the answers to commands, one at a time. There are no events. */
  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          answers.add((JSONObject) parse(text.toString()));
        } catch (ParseException | IOException e) {
          throw new IllegalStateException(text.toString(), e);
        }
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
