package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.daxkmem.exporter.web.RequestThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.RuntimeMBeanException;
import org.jolokia.json.JSONStructure;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.jolokia.jvmagent.ParsedUri;
import org.jolokia.server.core.http.BackChannelHolder;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;

/**
 * Passes requests to Jolokia and sends its answers.
 *
 * <p>Instead of Jolokia's {@code JolokiaHttpHandler}, which keeps a thread for each opening of a
 * stream, keeps a request in memory until its answer is taken, and answers some errors as plain
 * text.
 */
final class JolokiaHandler implements HttpHandler {
  private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\";,\\s]+)");

  private final String path;
  private final HttpRequestHandler jolokia;
  private final Function<HttpExchange, String> user;
  private final LargeRequests large = new LargeRequests();
  private final AnswerMemory memory;
  private final RequestThreads threads;
  private final Refusals refusals;
  private final EventChannel.Admission admission;

  /**
   * @param path of the context
   * @param user who holds the memory of the answer to a request
   * @param threads that requests arrive on
   * @param admission of the clients of event streams
   */
  JolokiaHandler(
      String path,
      HttpRequestHandler jolokia,
      Function<HttpExchange, String> user,
      AnswerMemory memory,
      RequestThreads threads,
      Refusals refusals,
      EventChannel.Admission admission) {
    this.path = path;
    this.jolokia = jolokia;
    this.user = user;
    this.memory = memory;
    this.threads = threads;
    this.refusals = refusals;
    this.admission = admission;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    EventChannel events = new EventChannel(exchange, admission);
    if (!isAnswered(exchange, body, events)) {
      threads.giveUpPlace();
      events.awaitEnd();
      // the JDK's server ends the connection only for a request that fails
      throw new IOException("the event stream has ended");
    }
  }

  /** False if events are sent instead of an answer. */
  private boolean isAnswered(HttpExchange exchange, byte[] body, EventChannel events)
      throws IOException {
    String holder = user.apply(exchange);
    try (AnswerMemory.Answer answer = memory.begin(holder)) {
      Optional<ByteArrayOutputStream> json =
          large.inTurn(holder, body.length, () -> written(exchange, body, events, answer));
      if (json.isPresent()) {
        send(exchange, json.get());
      }
      if (answer.isFull()) {
        refusals.log(exchange, AnswerMemory.FULL);
      }
      return json.isPresent();
    } catch (RefusedException e) {
      refusals.refuse(exchange, e.status(), e.reason());
      return true;
    }
  }

  private Optional<ByteArrayOutputStream> written(
      HttpExchange exchange, byte[] body, EventChannel events, AnswerMemory.Answer answer)
      throws IOException {
    BackChannelHolder.set(events);
    try {
      ByteArrayOutputStream json = json(answer(exchange, body));
      answer.written(json.size());
      return Optional.of(json);
    } catch (EmptyResponseException e) {
      return Optional.empty();
    } catch (BadRequestException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    } catch (RuntimeMBeanException e) {
      return Optional.of(json(jolokia.handleThrowable(e.getTargetException())));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(json(jolokia.handleThrowable(e)));
    } finally {
      BackChannelHolder.remove();
    }
  }

  private JSONStructure answer(HttpExchange exchange, byte[] body)
      throws IOException, BadRequestException, EmptyResponseException {
    ParsedUri uri = new ParsedUri(exchange.getRequestURI(), path);
    if (parts(uri).anyMatch(Nesting::mayBeTooDeep)) {
      throw new RefusedException(400, Nesting.REASON);
    }
    if (exchange.getRequestMethod().equals("GET")) {
      return jolokia.handleGetRequest(
          uri.getUri().toString(), uri.getPathInfo(), uri.getParameterMap());
    }
    String text = new String(body, charset(exchange));
    Object request = parsed(text);
    if (Nesting.isTooDeep(request)) {
      throw new RefusedException(400, Nesting.REASON);
    }
    Optional<String> fault = RequestForm.fault(request);
    if (fault.isPresent()) {
      throw new RefusedException(400, fault.get());
    }
    return jolokia.handlePostRequest(
        uri.getUri().toString(),
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        UTF_8.name(),
        uri.getParameterMap());
  }

  private static Stream<String> parts(ParsedUri uri) {
    return Stream.concat(
        Stream.ofNullable(uri.getPathInfo()),
        uri.getParameterMap().values().stream().flatMap(Arrays::stream).filter(Objects::nonNull));
  }

  private static Object parsed(String text) throws IOException {
    try {
      return new JSONParser().parse(new StringReader(text));
    } catch (ParseException | RuntimeException e) {
      throw new RefusedException(400, "the request is not valid JSON: " + e.getMessage());
    }
  }

  private static Charset charset(HttpExchange exchange) throws RefusedException {
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    Matcher charset = CHARSET.matcher(type);
    if (!charset.find()) {
      return UTF_8;
    }
    try {
      return Charset.forName(charset.group(1));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          415,
          String.format(Locale.ROOT, "the charset %s is not known: send UTF-8", charset.group(1)));
    }
  }

  private static ByteArrayOutputStream json(JSONStructure answer) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (Writer writer = new JsonWriter(new OutputStreamWriter(json, UTF_8))) {
      answer.writeJSONString(writer);
    }
    return json;
  }

  private static void send(HttpExchange exchange, ByteArrayOutputStream json) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", Refusals.JSON);
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      exchange.sendResponseHeaders(200, json.size());
      json.writeTo(exchange.getResponseBody());
    }
  }
}
