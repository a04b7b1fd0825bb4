package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import io.daxkmem.exporter.web.AnswerHandler;
import io.daxkmem.exporter.web.ClientLimits;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.exporter.web.RequestThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jolokia.jvmagent.handler.JolokiaHttpHandler;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.config.SystemPropertyMode;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaContext;
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
      new ClientLimits(64, Duration.ofSeconds(30), 64, Duration.ofSeconds(1));

  static final int ANSWER_BYTES = 8 << 20;

  private final Refusals refusals = new Refusals();
  private final AnswerMemory memory;
  private final HttpServer server;
  private final RequestThreads threads;
  private final JolokiaServiceManager services;

  /**
   * Starts to serve.
   *
   * @param access the clients' rights
   * @param caller remembers the client of each request
   * @throws IOException if it cannot listen on the address
   */
  public JolokiaAgent(InetSocketAddress address, Access access, RequestCaller caller)
      throws IOException {
    this(address, access, caller, ANSWER_BYTES);
  }

  JolokiaAgent(InetSocketAddress address, Access access, RequestCaller caller, int answerBytes)
      throws IOException {
    memory = new AnswerMemory(answerBytes, refusals);
    threads = new RequestThreads("jolokia", LIMITS);
    server = HttpServers.listen(address, Optional.empty(), threads);
    services = services(access, caller);
    JolokiaContext jolokia = services.start();
    // one handler for each request, because its date format is not thread-safe
    HttpContext context =
        server.createContext(
            PATH,
            new AnswerHandler(
                threads, exchange -> new JolokiaHttpHandler(jolokia).handle(exchange)));
    if (access.needsPassword()) {
      context.setAuthenticator(new PasswordAuthenticator(access, refusals));
    }
    context.getFilters().add(new WebPageFilter(access, refusals));
    context.getFilters().add(new RequestLimits(refusals));
    context.getFilters().add(memory);
    context.getFilters().add(caller);
    server.start();
  }

  /** The address it listens on, with the actual port if 0 was requested. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    threads.close();
    server.stop(0);
    services.stop();
  }

  private JolokiaServiceManager services(Access access, RequestCaller caller) {
    JolokiaServiceManager services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            configuration(server.getAddress()),
            new JolokiaLog(),
            new RegionRestrictor(access),
            log -> new TreeSet<>());
    services.addService(new JolokiaSerializer());
    EventStreams streams = new EventStreams();
    services.addService(streams);
    services.addService(
        new RegionRequestHandler(caller, new NotificationClients(streams), threads, memory));
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
