package io.daxkmem.exporter.jolokia;

import java.io.IOException;

/** A request is refused. The message is the reason. */
class RefusedException extends IOException {
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;

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
