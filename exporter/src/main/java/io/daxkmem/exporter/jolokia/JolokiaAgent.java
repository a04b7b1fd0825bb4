package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.web.AnswerHandler;
import io.daxkmem.exporter.web.ClientLimits;
import io.daxkmem.exporter.web.HeaderFilter;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.exporter.web.LiveConfig;
import io.daxkmem.exporter.web.LostClients;
import io.daxkmem.exporter.web.RequestLog;
import io.daxkmem.exporter.web.RequestThreads;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.mbeans.operation.RefusalLimit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.config.SystemPropertyMode;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.serializer.JolokiaSerializer;

/**
 * Serves Jolokia on its own address, for our MBeans only.
 *
 * <p>Assembled from Jolokia's parts instead of its {@code JolokiaServer}, which takes the
 * restrictor and the authenticator as class names, reads options from the environment, and loads
 * every service on the class path.
 */
public final class JolokiaAgent implements AutoCloseable {
  private static final String PATH = "/jolokia";
  private static final ClientLimits LIMITS =
      new ClientLimits(64, Duration.ofSeconds(30), 64, Duration.ofMillis(250));

  static final int ANSWER_BYTES = 8 << 20;

  /** What a wrong password waits for its answer. */
  private static final Duration GUESS = Duration.ofSeconds(1);

  private final AnswerMemory memory;
  private final RefusalLog log = new RefusalLog();
  private final HttpServer server;
  private final RequestThreads threads;
  private final JolokiaServiceManager services;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "jolokia-refusals");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts to serve.
   *
   * @param config TLS, users, roles, headers and rate limit, read at each connection and request,
   *     except whether TLS is used
   * @param access the clients' rights
   * @param caller remembers the client of each request
   * @throws IOException if it cannot listen on the address
   */
  public JolokiaAgent(
      InetSocketAddress address, Supplier<WebConfig> config, Access access, RequestCaller caller)
      throws IOException {
    this(address, config, access, caller, ANSWER_BYTES, GUESS);
  }

  JolokiaAgent(
      InetSocketAddress address,
      Supplier<WebConfig> config,
      Access access,
      RequestCaller caller,
      int answerBytes,
      Duration guess)
      throws IOException {
    memory = new AnswerMemory(answerBytes);
    server = HttpServers.listen(address, config);
    threads = new RequestThreads("jolokia", LIMITS);
    server.setExecutor(threads);
    services = services(caller);
    Refusals refusals = new Refusals(log);
    Supplier<WebConfig> live = new LiveConfig(config, threads);
    Identification identification = new Identification(access, live, threads);
    HttpHandler handler =
        new JolokiaHandler(
            PATH,
            new HttpRequestHandler(services.start()),
            exchange -> caller.holder(exchange.getRemoteAddress()),
            memory,
            threads,
            refusals,
            identification::user);
    HttpContext context = server.createContext(PATH, new AnswerHandler(threads, handler));
    context
        .getFilters()
        .addAll(
            List.of(
                new LostClients(threads),
                new RequestLog(),
                new HeaderFilter(live),
                new WebPageFilter(access, server instanceof HttpsServer, refusals),
                new AllowedPageFilter(refusals),
                new MethodFilter(refusals),
                new RequestSize(refusals),
                new Authentication(
                    identification, caller, refusals, new LateRefusals(guess, threads, refusals)),
                new RateLimitFilter(live, refusals)));
    server
        .createContext(
            "/", exchange -> refusals.refuse(exchange, 404, "there is only " + PATH + " here"))
        .getFilters()
        .addAll(List.of(new LostClients(threads), new HeaderFilter(live)));
    server.start();
    var unused =
        clock.scheduleWithFixedDelay(
            log::writeNumbers,
            RefusalLimit.PERIOD.toSeconds(),
            RefusalLimit.PERIOD.toSeconds(),
            TimeUnit.SECONDS);
  }

  /** The address it listens on, with the actual port if 0 was requested. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    clock.shutdown();
    threads.close();
    server.stop(0);
    services.stop();
    log.writeAllNumbers();
  }

  private JolokiaServiceManager services(RequestCaller caller) {
    JolokiaServiceManager services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            configuration(server.getAddress()),
            new JolokiaLog(),
            new RegionRestrictor(),
            log -> new TreeSet<>());
    services.addService(new JolokiaSerializer());
    EventStreams streams = new EventStreams();
    services.addService(streams);
    services.addService(
        new RegionRequestHandler(caller, new NotificationClients(streams), threads, memory, log));
    return services;
  }

  private static Configuration configuration(InetSocketAddress address) {
    return new StaticConfiguration(
        Map.of(
            ConfigKey.AGENT_CONTEXT.getKeyValue(),
            PATH,
            ConfigKey.AGENT_ID.getKeyValue(),
            "dax-kmem-exporter-" + address.getPort(),
            ConfigKey.ALLOW_DNS_REVERSE_LOOKUP.getKeyValue(),
            "false",
            ConfigKey.ALLOW_ERROR_DETAILS.getKeyValue(),
            "false"),
        null,
        SystemPropertyMode.NEVER);
  }
}
