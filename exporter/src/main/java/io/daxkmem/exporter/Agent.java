package io.daxkmem.exporter;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the exporter inside another application: {@code
 * -javaagent:dax-kmem-exporter.jar=[HOST:]PORT}, the program's flags, or both, with commas between
 * them. A comma that no flag follows belongs to the value before it.
 *
 * <p>Its libraries are isolated from the application's, its threads do not keep the JVM running,
 * and it uses the application's logging, as soon as that is there. If it cannot start, the
 * application still does.
 */
public final class Agent {
  private static final String FLAG = "--";
  private static final String NOT_STARTED =
      "dax-kmem-exporter: not started; the application goes on without it";
  private static final Pattern BEFORE_A_FLAG = Pattern.compile(",(?=" + FLAG + ")");

  private Agent() {}

  /**
   * Called by the JVM before the application's {@code main}, which it does not hold up.
   *
   * @param jvm tells when the application has set up its logging
   */
  public static void premain(@Nullable String options, Instrumentation jvm) {
    HostLogging logging = new HostLogging(jvm);
    Thread thread =
        new Thread(
            () -> {
              Lookout.USUAL.await(logging::isSetUp);
              start(arguments(options));
            },
            "dax-kmem-exporter");
    // the threads it starts inherit this, the HTTP server's own too
    thread.setDaemon(true);
    thread.start();
  }

  static String[] arguments(@Nullable String options) {
    List<String> arguments = new ArrayList<>();
    for (String option : BEFORE_A_FLAG.split(options == null ? "" : options, -1)) {
      if (option.startsWith(FLAG)) {
        arguments.add(option);
      } else if (!option.isEmpty()) {
        arguments.add(
            "--web.listen-address=" + (option.contains(":") ? option : "0.0.0.0:" + option));
      }
    }
    return arguments.toArray(String[]::new);
  }

  private static void start(String[] arguments) {
    try {
      int status =
          (int) program().getMethod("host", String[].class).invoke(null, (Object) arguments);
      if (status != 0) {
        System.err.println(NOT_STARTED);
      }
    } catch (InvocationTargetException e) {
      System.err.println(NOT_STARTED + ": " + e.getCause());
    } catch (ReflectiveOperationException e) {
      System.err.println(NOT_STARTED + ": " + e);
    }
  }

  /** Loads {@link Main} from the agent's jar, isolated from the application's libraries. */
  private static Class<?> program() throws ClassNotFoundException {
    URL jar = Agent.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader own =
        new URLClassLoader(
            "dax-kmem-exporter", new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(own);
    return Class.forName(Main.class.getName(), true, own);
  }
}
