package io.daxkmem.exporter.jolokia;

import java.math.BigDecimal;
import java.util.List;
import org.jolokia.server.core.request.JolokiaExecRequest;

/**
 * Refuses a timeout that is no whole number of seconds. Jolokia would make one of it, and a timeout
 * of 0.5 would be 0, which is none. Other requests of the same bulk are answered.
 */
final class TimeoutArgument {
  private static final String OPERATION = "changeState";
  private static final int INDEX = 1;

  private TimeoutArgument() {}

  static void check(JolokiaExecRequest request) {
    List<?> arguments = request.getArguments();
    // the name may be followed by the types of the parameters
    if (!request.getOperation().startsWith(OPERATION)
        || arguments == null
        || arguments.size() <= INDEX) {
      return;
    }
    Object timeout = arguments.get(INDEX);
    if (!isWhole(timeout)) {
      throw new IllegalArgumentException(
          "timeoutSeconds is "
              + timeout
              + ": give a whole number of seconds, or 0 for no timeout. Nothing was tried.");
    }
  }

  private static boolean isWhole(Object timeout) {
    try {
      if (timeout instanceof Number) {
        return new BigDecimal(timeout.toString()).longValueExact() >= 0;
      }
      return timeout instanceof String text && Long.parseLong(text) >= 0;
    } catch (ArithmeticException | NumberFormatException e) {
      return false;
    }
  }
}
