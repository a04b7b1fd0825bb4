package io.daxkmem.exporter.web;

import io.daxkmem.exporter.web.config.WebConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * The configuration of a server that serves. A request may have it read again, which its client
 * must not interrupt.
 *
 * @param threads of the server's requests
 */
public record LiveConfig(Supplier<WebConfig> latest, RequestThreads threads)
    implements Supplier<WebConfig> {

  @Override
  public WebConfig get() {
    try {
      return threads.undisturbed(latest::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
