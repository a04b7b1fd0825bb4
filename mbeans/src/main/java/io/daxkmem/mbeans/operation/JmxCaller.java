package io.daxkmem.mbeans.operation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.security.AccessController;
import java.security.Principal;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Identifies clients of the JVM's own connectors: by the authenticated user, or {@code jmx} without
 * authentication, and by the address that an RMI call came from.
 */
public final class JmxCaller implements Caller {
  private static final String NOBODY = "jmx";

  @Override
  public Requester requester() {
    return new Requester(user(), client());
  }

  private static String user() {
    return Optional.ofNullable(subject())
        .map(
            subject ->
                subject.getPrincipals().stream()
                    .map(Principal::getName)
                    .collect(Collectors.joining(",")))
        .filter(names -> !names.isEmpty())
        .orElse(NOBODY);
  }

  private static String client() {
    try {
      return RemoteServer.getClientHost();
    } catch (ServerNotActiveException e) {
      return "";
    }
  }

  /** {@code Subject.current()} is new in Java 18; what it replaces stopped working in Java 24. */
  private static @Nullable Subject subject() {
    try {
      Method current = Subject.class.getMethod("current");
      return (Subject) current.invoke(null);
    } catch (NoSuchMethodException e) {
      return subjectOfJava17();
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("removal")
  private static @Nullable Subject subjectOfJava17() {
    return Subject.getSubject(AccessController.getContext());
  }
}
