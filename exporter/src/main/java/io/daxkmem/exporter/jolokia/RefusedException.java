package io.daxkmem.exporter.jolokia;

import java.io.IOException;

/** A request is refused. The message is the reason. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status of HTTP
   */
  RefusedException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
