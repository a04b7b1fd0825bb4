package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;

/**
 * An application that sets up the JVM in its {@code main}, as WildFly does, when it is told to. It
 * says what came of it, and ends at the end of its input.
 */
final class LateHost {
  private static final AtomicInteger BUILT = new AtomicInteger();

  private LateHost() {}

  public static void main(String[] args) throws Exception {
    System.out.println("running");
    BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      System.out.println(
          switch (line) {
            case "lookout" -> lookout();
            case "logging" -> logging();
            case "mbeans" -> mbeans();
            case "registered" -> registered();
            default -> "unknown";
          });
    }
  }

  /** The agent's class that waits in {@link Lookout} for the application. */
  private static String lookout() {
    for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
      for (int i = 0; i < stack.length - 1; i++) {
        if (stack[i].getClassName().equals(Lookout.class.getName())) {
          return stack[i + 1].getClassName();
        }
      }
    }
    return "none";
  }

  private static String logging() {
    System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
    System.setProperty("java.util.logging.SimpleFormatter.format", "own format: %5$s%n");
    Logger.getLogger("host").info("hello");
    return LogManager.getLogManager().getClass().getSimpleName();
  }

  private static String mbeans() {
    System.setProperty("javax.management.builder.initial", OwnBuilder.class.getName());
    var unused = ManagementFactory.getPlatformMBeanServer();
    return "built " + BUILT.get();
  }

  private static String registered() throws Exception {
    return Boolean.toString(
        ManagementFactory.getPlatformMBeanServer()
            .isRegistered(new ObjectName("io.daxkmem:type=Regions")));
  }

  /** Named by a property. */
  public static final class OwnLogManager extends LogManager {
    /** Called by the JDK. */
    public OwnLogManager() {}
  }

  /** Named by a property. */
  public static final class OwnBuilder extends MBeanServerBuilder {
    /** Called by the JDK. */
    public OwnBuilder() {}

    @Override
    public MBeanServer newMBeanServer(
        String domain, MBeanServer outer, MBeanServerDelegate delegate) {
      BUILT.incrementAndGet();
      return super.newMBeanServer(domain, outer, delegate);
    }
  }
}
