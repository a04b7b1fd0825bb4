package io.daxkmem.exporter.web.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.util.function.Supplier;

/** Sets up each new connection with the current certificate and rules. */
public final class LiveTls extends HttpsConfigurator {
  private final Supplier<Tls> tls;

  public LiveTls(Supplier<Tls> tls) {
    super(new LiveContext(tls));
    this.tls = tls;
  }

  @Override
  public void configure(HttpsParameters parameters) {
    parameters.setSSLParameters(tls.get().parameters(parameters.getClientAddress()));
  }
}
