package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.VIEWERS_PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Transition;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications as server-sent events. */
@Timeout(60)
class EventsTest {
  private static final String VIEWER = basic("viewer", VIEWERS_PASSWORD);

  @AutoClose("shutdownNow")
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "reader");
            thread.setDaemon(true);
            return thread;
          });

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  @Test
  void aStateChangeIsSent() throws Exception {
    String client = register();
    List<String> lines = open(client);
    listen(client, REGION);

    jolokia.regions.change("dax0.0", Transition.ONLINE_MOVABLE);

    await().until(() -> lines.stream().anyMatch(line -> line.startsWith("data: ")));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("data: "))
        .singleElement()
        .asString()
        .contains("\"attributeName\":\"State\"", "\"newValue\":\"online_movable\"")
        .contains("\"message\":\"dax0.0 is online_movable; it was offline\"");
  }

  @Test
  void aCommentIsSentAtOnceSoThatTheHeadersAre() throws Exception {
    List<String> lines = open(register());

    await().atMost(Duration.ofSeconds(5)).until(() -> lines.contains(":"));
  }

  @Test
  void aPatternOfOurMBeansCanBeSubscribed() throws Exception {
    String client = register();
    List<String> lines = open(client);
    listen(client, "io.daxkmem:*");

    jolokia.regions.change("dax1.0", Transition.ONLINE);

    await().until(() -> lines.stream().anyMatch(line -> line.contains("dax1.0 is online")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JMImplementation:type=MBeanServerDelegate",
        "java.lang:type=Memory",
        "java.lang:*",
        "*:*",
        "*:type=Region,device=dax0.0",
      })
  void subscribingToOtherMBeansIsRefused(String mbean) throws Exception {
    String client = register();

    assertThat(notification("add/" + client + "/sse/" + mbean)).contains("\"status\":403");
    assertThat(
            post(
                "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"%s\",\"mode\":\"sse\",\"mbean\":\"%s\"}"
                    .formatted(client, mbean)))
        .contains("\"status\":403");
  }

  @Test
  void subscribingNeedsAPassword() throws Exception {
    assertThat(jolokia.http.get("/jolokia/notification/register").statusCode()).isEqualTo(401);
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNoOther() throws Exception {
    String deaf = register();
    listen(deaf, REGION);
    try (Socket socket =
        new Socket(jolokia.http.server().getAddress(), jolokia.http.server().getPort())) {
      socket.setReceiveBufferSize(1024);
      socket
          .getOutputStream()
          .write(
              "GET /jolokia/notification/open/%s/sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                  .formatted(deaf, VIEWER)
                  .getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      String client = register();
      List<String> lines = open(client);
      listen(client, "io.daxkmem:type=Region,device=dax1.0");
      for (int i = 0; i < 2_000; i++) {
        jolokia.regions.change("dax0.0", Transition.ONLINE);
        jolokia.regions.change("dax0.0", Transition.OFFLINE);
      }

      jolokia.regions.change("dax1.0", Transition.ONLINE);

      await().until(() -> lines.stream().anyMatch(line -> line.contains("dax1.0 is online")));
      assertThat(notification("unregister/" + deaf)).contains("\"status\":200");
    }
  }

  @Test
  void theOldestOfTooManyClientsIsDropped() throws Exception {
    String eldest = register();
    List<String> lines = open(eldest);
    listen(eldest, REGION);
    for (int i = 0; i < 40; i++) {
      register();
    }

    assertThat(notification("ping/" + eldest)).contains("No client", "\"status\":500");
    await().until(() -> lines.contains("the end"));
    assertThat(notification("ping/" + register())).contains("\"status\":200");
  }

  @Test
  void aClientWithManySubscriptionsCanUnregister() throws Exception {
    String client = register();
    for (int i = 0; i < 5; i++) {
      listen(client, REGION);
    }

    assertThat(notification("unregister/" + client)).contains("\"status\":200");

    assertThat(notification("ping/" + client)).contains("No client");
    assertThat(notification("ping/" + register())).contains("\"status\":200");
  }

  @Test
  void clientsWithManySubscriptionsMakeRoomForOthers() throws Exception {
    String eldest = register();
    listen(eldest, REGION);
    listen(eldest, "io.daxkmem:*");
    for (int i = 0; i < 2 * NotificationClients.MOST; i++) {
      String client = register();
      for (int j = 0; j < 3; j++) {
        listen(client, REGION);
      }
    }

    assertThat(notification("ping/" + eldest)).contains("No client");
    String client = register();
    List<String> lines = open(client);
    listen(client, REGION);
    jolokia.regions.change("dax0.0", Transition.ONLINE);
    await().until(() -> lines.stream().anyMatch(line -> line.contains("dax0.0 is online")));
  }

  @Test
  void tooManySubscriptionsOfAClientAreRefused() throws Exception {
    String client = register();
    for (int i = 0; i < NotificationClients.MOST_SUBSCRIPTIONS; i++) {
      listen(client, REGION);
    }
    String one = "add/" + client + "/sse/" + REGION;

    assertThat(notification(one)).contains("\"status\":403", "at most 16 subscriptions");
    assertThat(jolokia.log.lines())
        .singleElement()
        .asString()
        .contains("request refused", "at most 16 subscriptions", "by=\"viewer from 127.0.0.1:");

    assertThat(notification("remove/" + client + "/1")).contains("\"status\":200");
    assertThat(notification(one)).contains("\"status\":200");
    assertThat(notification(one)).contains("\"status\":403");
  }

  static Stream<String> largeParts() {
    String large = "x".repeat(2_000);
    return Stream.of(
        "\"handback\":\"" + large + "\"",
        "\"handback\":[" + "[],".repeat(1_000) + "[]]",
        "\"handback\":{\"" + large + "\":1}",
        "\"handback\":" + "7".repeat(2_000),
        "\"filter\":\"" + large + "\"",
        "\"filter\":[" + "\"x\",".repeat(1_000) + "\"x\"]",
        "\"config\":{\"a\":\"" + large + "\"}",
        "\"mbean\":\"io.daxkmem:" + large + "=*,*\"");
  }

  @ParameterizedTest
  @MethodSource("largeParts")
  void aLargeSubscriptionIsRefused(String part) throws Exception {
    String client = register();

    String answer =
        post(
            "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"%s\",\"mode\":\"sse\",\"mbean\":\"%s\",%s}"
                .formatted(client, REGION, part));

    assertThat(answer).contains("\"status\":403", "shorten its handback, filter or config");
    assertThat(notification("list/" + client)).contains("\"value\":{}");
    assertThat(jolokia.log.lines()).singleElement().asString().hasSizeLessThan(3_000);
  }

  @Test
  void manyListsOfLargeSubscriptionsAreTooMuchForOneAnswer() throws Exception {
    String client = register();
    for (int i = 0; i < NotificationClients.MOST_SUBSCRIPTIONS; i++) {
      assertThat(
              post(
                  "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"%s\",\"mode\":\"sse\",\"mbean\":\"%s\",\"handback\":\"%s\"}"
                      .formatted(client, REGION, "x".repeat(700))))
          .contains("\"status\":200");
    }
    String list =
        "{\"type\":\"notification\",\"command\":\"list\",\"client\":\"%s\"}".formatted(client);
    String lists =
        "[" + (list + ",").repeat(RequestSize.MOST_BYTES / (list.length() + 1) - 2) + list + "]";

    assertThat(post(lists)).contains(AnswerMemory.FULL).hasSizeLessThan(JolokiaAgent.ANSWER_BYTES);
  }

  @Test
  void aLargeSubscriptionByGetIsRefused() throws Exception {
    String add = "add/" + register() + "/sse/" + REGION + "/%20/{}/";

    assertThat(notification(add.replace("{}", "%7B%7D") + "x".repeat(2_000)))
        .contains("\"status\":403", "shorten its handback, filter or config");
  }

  @Test
  void aHandbackComesBackWithTheEvent() throws Exception {
    String client = register();
    List<String> lines = open(client);
    assertThat(
            post(
                "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"%s\",\"mode\":\"sse\",\"mbean\":\"%s\",\"handback\":{\"mine\":[1,2]}}"
                    .formatted(client, REGION)))
        .contains("\"status\":200");

    jolokia.regions.change("dax0.0", Transition.ONLINE);

    await().until(() -> lines.stream().anyMatch(line -> line.contains("{\"mine\":[1,2]}")));
  }

  @Test
  void openingAStreamManyTimesLeavesOneThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    String client = register();

    int openings = 50;
    for (int i = 0; i < openings; i++) {
      open(client);
    }

    await()
        .until(
            () ->
                threads(before).filter(one -> one.getName().equals("jolokia-events")).count() == 1);
    assertThat(threads(before).filter(one -> !one.getName().startsWith("HttpClient-")))
        .hasSizeLessThan(openings / 2);
    assertThat(threads(before).filter(one -> one.getName().startsWith("jolokia-")))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void aClientThatIsGoneLeavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    String client = register();
    List<String> lines = open(client);

    assertThat(notification("unregister/" + client)).contains("\"status\":200");

    await().until(() -> lines.contains("the end"));
    await().until(() -> threads(before).noneMatch(one -> one.getName().equals("jolokia-events")));
  }

  @Test
  void clientsThatResetTheirStreamsLeaveNoConnection() throws Exception {
    int clients = 20;
    List<String> registered = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      registered.add(register());
      listen(registered.get(i), REGION);
    }
    int before = descriptors();

    for (String client : registered) {
      openAndReset(client);
    }

    await()
        .until(
            () -> {
              // each event is written, which fails
              jolokia.regions.change("dax0.0", Transition.ONLINE);
              jolokia.regions.change("dax0.0", Transition.OFFLINE);
              return descriptors() < before + clients / 2;
            });
  }

  private void openAndReset(String client) throws IOException {
    try (Socket stream = new Socket()) {
      stream.connect(jolokia.http.server());
      stream
          .getOutputStream()
          .write(
              "GET /jolokia/notification/open/%s/sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                  .formatted(client, VIEWER)
                  .getBytes(UTF_8));
      assertThat(stream.getInputStream().read()).isEqualTo('H');
      stream.setSoLinger(true, 0);
    }
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  private static Stream<Thread> threads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream().filter(one -> !before.contains(one));
  }

  private String register() throws Exception {
    Matcher id = Pattern.compile("\"id\":\"([-0-9a-f]+)\"").matcher(notification("register"));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private void listen(String client, String mbean) throws Exception {
    assertThat(notification("add/" + client + "/sse/" + mbean)).contains("\"status\":200");
  }

  /** Collects the lines received, and a last line when the stream ends. */
  private List<String> open(String client) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:%d/jolokia/notification/open/%s/sse"
                                .formatted(jolokia.http.server().getPort(), client)))
                    .header("Authorization", VIEWER)
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/event-stream;charset=UTF-8");
    var unused =
        CompletableFuture.runAsync(() -> response.body().forEach(lines::add), readers)
            .whenComplete((nothing, failure) -> lines.add("the end"));
    return lines;
  }

  private String notification(String path) throws Exception {
    return jolokia
        .http
        .send("GET", "/jolokia/notification/" + path, "", "Authorization", VIEWER)
        .body();
  }

  private String post(String body) throws Exception {
    return jolokia.http.send("POST", "/jolokia/", body, "Authorization", VIEWER).body();
  }
}
