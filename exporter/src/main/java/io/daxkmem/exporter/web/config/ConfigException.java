package io.daxkmem.exporter.web.config;

import java.io.IOException;

/** A web configuration is invalid; the message says where, why, and what to do. */
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }
}
