package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.exporter.jolokia.HostileRequests;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/** A client that tries to stop the exporter or to get in, in a random way each time. */
final class Stranger {
  /** More than any server takes for a header, or for the body of a request. */
  private static final int ENDLESS = 400_000;

  private static final int SMALL_BUFFER = 4096;
  private static final int MOST_IDLE = 40;
  private static final int MOST_SCRAPES = 100;
  private static final int MOST_WAIT_MILLIS = 3000;
  private static final int DEEP = 30_000;
  private static final Pattern CLIENT = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** One way to attack. */
  private interface Attack {
    void run() throws IOException;
  }

  private final InetSocketAddress web;
  private final InetSocketAddress jolokia;
  private final Optional<SSLSocketFactory> tls;
  private final Random random;
  private final HostileRequests requests;
  private final List<Attack> attacks =
      List.of(
          this::sendAnEndlessHeader,
          this::takeNoAnswer,
          this::guess,
          this::subscribe,
          this::nest,
          this::askForTooMuch,
          this::sendJunk,
          this::askForAnything,
          this::leaveBeforeTheAnswer,
          this::stayIdle,
          this::giveWrongTimeouts,
          this::scrapeOften);

  /**
   * @param tls of the clients of both ports, of which some speak plain HTTP all the same; empty if
   *     they have no TLS
   */
  Stranger(
      InetSocketAddress web,
      InetSocketAddress jolokia,
      Optional<SSLSocketFactory> tls,
      Random random) {
    this.web = web;
    this.jolokia = jolokia;
    this.tls = tls;
    this.random = random;
    this.requests = new HostileRequests(random);
  }

  /** Attacks once. What the server does about it is not looked at. */
  void attack() {
    try {
      attacks.get(random.nextInt(attacks.size())).run();
    } catch (IOException e) {
      // the server has closed the connection, as it may
    }
  }

  private void sendAnEndlessHeader() throws IOException {
    try (Socket client = anyPort()) {
      send(client, "GET /metrics HTTP/1.1\r\n" + (random.nextBoolean() ? "a: " : ""));
      send(client, (random.nextBoolean() ? "x" : "a: b\r\n").repeat(random.nextInt(ENDLESS / 6)));
      linger(client);
    }
  }

  private void takeNoAnswer() throws IOException {
    try (Socket client = anyPort()) {
      send(client, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));
      linger(client);
    }
    try (Socket client = jolokia()) {
      post(client, viewer(), "{\"type\":\"read\",\"mbean\":\"io.daxkmem:*\"}");
      linger(client);
    }
  }

  private void guess() throws IOException {
    String user = random.nextBoolean() ? "operator" : "viewer";
    try (Socket client = jolokia()) {
      post(client, basic(user, Integer.toString(random.nextInt())), operation("onlineKernel"));
      readOne(client);
    }
  }

  private void subscribe() throws IOException {
    String client = registered();
    for (int i = random.nextInt(40); i > 0; i--) {
      notification(
          "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"%s\",\"mode\":\"%s\",\"mbean\":\"io.daxkmem:*\",\"handback\":\"%s\"}"
              .formatted(
                  client, random.nextBoolean() ? "sse" : "pull", "h".repeat(random.nextInt(2000))));
    }
    for (int i = random.nextInt(10); i > 0; i--) {
      try (Socket stream = jolokia()) {
        send(
            stream,
            "GET /jolokia/notification/open/%s/sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                .formatted(client, viewer()));
        linger(stream);
      }
    }
    if (random.nextBoolean()) {
      notification(
          "{\"type\":\"notification\",\"command\":\"unregister\",\"client\":\"%s\"}"
              .formatted(client));
    }
  }

  private void nest() throws IOException {
    try (Socket client = jolokia()) {
      post(client, viewer(), one("[", "{\"a\":", "[\"\",").repeat(random.nextInt(DEEP)));
      readOne(client);
    }
  }

  private void askForTooMuch() throws IOException {
    String one = one("{\"type\":\"list\"}", "{\"type\":\"read\",\"mbean\":\"io.daxkmem:*\"}", "7");
    try (Socket client = jolokia()) {
      post(client, viewer(), Collections.nCopies(random.nextInt(20_000), one).toString());
      linger(client);
    }
  }

  private void sendJunk() throws IOException {
    byte[] junk = new byte[random.nextInt(5000)];
    random.nextBytes(junk);
    if (random.nextBoolean() && junk.length > 2) {
      // a TLS record, if its first byte is to be believed
      junk[0] = 22;
      junk[1] = 3;
    }
    try (Socket client = anyPort()) {
      client.getOutputStream().write(junk);
      linger(client);
    }
  }

  private void askForAnything() throws IOException {
    HostileRequests.Request request = requests.next();
    byte[] body = request.body().getBytes(UTF_8);
    try (Socket client = jolokia()) {
      send(
          client,
          "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(
                  request.method(),
                  request.path(),
                  one(viewer(), basic("operator", "viewer"), "Basic", "Bearer x"),
                  body.length));
      client.getOutputStream().write(body);
      readOne(client);
    }
  }

  private void leaveBeforeTheAnswer() throws IOException {
    try (Socket client = anyPort()) {
      client.setSoLinger(true, 0);
      send(client, "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + viewer() + "\r\n\r\n");
      if (random.nextBoolean()) {
        readOne(client);
      }
    }
  }

  private void stayIdle() throws IOException {
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = random.nextInt(MOST_IDLE); i >= 0; i--) {
        crowd.add(anyPort());
      }
      linger(crowd.get(0));
    } finally {
      for (Socket client : crowd) {
        client.close();
      }
    }
  }

  private void giveWrongTimeouts() throws IOException {
    try (Socket client = jolokia()) {
      post(
          client,
          viewer(),
          "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\",\"operation\":\"changeState\",\"arguments\":[\"online\",%s,\"dax0.0\"]}"
              .formatted(one("0.5", "1e30", "-1", "\"x\"", "null", "[]")));
      readOne(client);
    }
  }

  private void scrapeOften() throws IOException {
    for (int i = random.nextInt(MOST_SCRAPES); i >= 0; i--) {
      try (Socket client = web()) {
        send(client, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        client.getInputStream().readAllBytes();
      }
    }
  }

  private String registered() throws IOException {
    Matcher id =
        CLIENT.matcher(notification("{\"type\":\"notification\",\"command\":\"register\"}"));
    return id.find() ? id.group(1) : "none";
  }

  private String notification(String body) throws IOException {
    try (Socket client = jolokia()) {
      post(client, viewer(), body);
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String operation(String name) {
    return "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\",\"operation\":\""
        + name
        + "\"}";
  }

  private static void post(Socket client, String authorization, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    send(
        client,
        "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(authorization, bytes.length));
    client.getOutputStream().write(bytes);
  }

  private static String viewer() {
    return basic("viewer", HostileCrowdIT.VIEWERS_PASSWORD);
  }

  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static void readOne(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    var unused = in.read();
  }

  /** Stays until the server closes the connection, or for up to some seconds. */
  private void linger(Socket client) throws IOException {
    client.setSoTimeout(1 + random.nextInt(MOST_WAIT_MILLIS));
    readOne(client);
  }

  private Socket anyPort() throws IOException {
    return random.nextBoolean() ? web() : jolokia();
  }

  private Socket jolokia() throws IOException {
    return secured(connect(jolokia));
  }

  private Socket web() throws IOException {
    return secured(connect(web));
  }

  private Socket secured(Socket plain) throws IOException {
    return tls.isEmpty() || random.nextInt(3) == 0
        ? plain
        : tls.get().createSocket(plain, "localhost", plain.getPort(), true);
  }

  private Socket connect(InetSocketAddress port) throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(SMALL_BUFFER);
    client.setSoTimeout(MOST_WAIT_MILLIS);
    // the honest ones have the first of these addresses
    client.bind(new InetSocketAddress(one("127.0.0.1", "127.0.0.2"), 0));
    client.connect(port);
    return client;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }
}
