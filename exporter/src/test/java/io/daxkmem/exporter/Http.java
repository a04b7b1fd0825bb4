package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** An HTTP client for one server. */
public final class Http {
  private static final HttpClient WITHOUT_TLS = HttpClient.newHttpClient();

  private final InetSocketAddress server;
  private final String scheme;
  private final HttpClient client;

  /** Of a server without TLS. */
  public Http(InetSocketAddress server) {
    this(server, Optional.empty());
  }

  /**
   * @param tls empty if the server has none
   */
  public Http(InetSocketAddress server, Optional<SSLContext> tls) {
    this.server = server;
    scheme = tls.isPresent() ? "https" : "http";
    client =
        tls.map(context -> HttpClient.newBuilder().sslContext(context).build()).orElse(WITHOUT_TLS);
  }

  public InetSocketAddress server() {
    return server;
  }

  /** Sends a request, valid or not. */
  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme + "://" + authority() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** An operation, by how many were done before it. */
  @FunctionalInterface
  public interface Operation {
    String answer(int done) throws IOException, InterruptedException;
  }

  /** Operates until nobody answers. Returns how many operations were answered as done. */
  public static int operateUntilTheEnd(Operation operation) {
    int done = 0;
    try {
      while (true) {
        assertThat(operation.answer(done)).contains("\"status\":200");
        done++;
      }
    } catch (IOException e) {
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return done;
    }
  }

  /** Sends a GET. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /**
   * Sends exactly this text without TLS, valid HTTP or not, and returns the answer up to the end of
   * the connection.
   */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String authority() {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }

  /** Brings dax0.0 to online_movable through Jolokia, and returns the body of the answer. */
  String onlineMovable(String authorization) throws IOException, InterruptedException {
    return send(
            "POST",
            "/jolokia/",
            "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\","
                + "\"operation\":\"onlineMovable\"}",
            "Authorization",
            authorization)
        .body();
  }
}
