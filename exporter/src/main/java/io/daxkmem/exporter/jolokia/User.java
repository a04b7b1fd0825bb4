package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpPrincipal;

/** An authenticated user. */
final class User extends HttpPrincipal {
  static final String REALM = "dax-kmem-exporter";

  private final boolean operator;

  User(String name, boolean operator) {
    super(name, REALM);
    this.operator = operator;
  }

  boolean isOperator() {
    return operator;
  }
}
