package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.Credentials;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.mbeans.RegionMBeans;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A Jolokia agent on loopback, with the MBeans of a simulated kernel. */
final class JolokiaFixture implements AutoCloseable {
  static final String PASSWORD = "right:one é";
  static final String VIEWERS_PASSWORD = "look but touch not";
  static final String REGION = "io.daxkmem:type=Region,device=dax0.0";
  static final String ONLINE_MOVABLE =
      "{\"type\":\"exec\",\"mbean\":\"" + REGION + "\",\"operation\":\"onlineMovable\"}";

  final SimulatedSysfs sysfs = new SimulatedSysfs(2);
  final Regions regions = new Regions(sysfs);
  final List<EndedOperation> operations = new CopyOnWriteArrayList<>();
  final LogRecorder log = new LogRecorder();
  final Http http;
  private final RegionMBeans mbeans;
  private final JolokiaAgent agent;

  /** Starts it with an operator and a viewer, or with neither. */
  JolokiaFixture(boolean control) {
    this(control ? control(Optional.empty()) : Access.reading());
  }

  JolokiaFixture(Access access) {
    this(access, JolokiaAgent.ANSWER_BYTES);
  }

  /**
   * @param answerBytes limit for all unsent answers
   */
  JolokiaFixture(Access access, int answerBytes) {
    this(access, answerBytes, Duration.ZERO);
  }

  /**
   * @param guess how long a wrong password waits for its answer
   */
  JolokiaFixture(Access access, int answerBytes, Duration guess) {
    this(WebConfig::open, access, answerBytes, guess);
  }

  /**
   * @param config TLS, users and roles
   */
  JolokiaFixture(Supplier<WebConfig> config, Access access, int answerBytes, Duration guess) {
    RequestCaller caller = new RequestCaller(access);
    mbeans =
        new RegionMBeans(
            ManagementFactory.getPlatformMBeanServer(),
            regions,
            caller,
            new Audit(),
            operations::add);
    mbeans.start();
    try {
      agent =
          new JolokiaAgent(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              config,
              access,
              caller,
              answerBytes,
              guess);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http = new Http(agent.address());
  }

  /** The value of an {@code Authorization} header. */
  static String basic(String user, String password) {
    byte[] text = (user + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  /** Access for an operator, a viewer and optionally the web pages of an origin. */
  static Access control(Optional<String> origin) {
    return new Access(
        true, credentials("operator", PASSWORD), credentials("viewer", VIEWERS_PASSWORD), origin);
  }

  private static Optional<Credentials> credentials(String user, String password) {
    return Optional.of(new Credentials(user, password));
  }

  String state() throws IOException {
    return regions.read("dax0.0").state().text();
  }

  @Override
  public void close() {
    agent.close();
    mbeans.close();
    log.close();
  }
}
