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
 * Jolokia on an address of its own, for our MBeans alone.
 *
 * <p>Put together from Jolokia's parts, not by its {@code JolokiaServer}: that takes its restrictor
 * and authenticator as class names, takes options from the environment, and loads every service it
 * finds on the class path. Here there is what is named here and nothing else.
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
   * @param access who may do what
   * @param caller is told who sends each request
   * @throws IOException where it cannot listen there
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
    // one each, as its date format is not safe for use by several threads
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

  /** Where it listens; with the port that the system chose where 0 was asked for. */
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
