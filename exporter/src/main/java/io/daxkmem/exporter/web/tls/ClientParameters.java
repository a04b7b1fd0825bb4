package io.daxkmem.exporter.web.tls;

import io.daxkmem.exporter.log.AddressText;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLParameters;

/** The parameters of one connection. They also tell the engine who the client is. */
final class ClientParameters extends SSLParameters {
  private final String client;

  ClientParameters(InetSocketAddress client, SSLParameters common) {
    super(common.getCipherSuites(), common.getProtocols());
    this.client = AddressText.of(client);
  }

  /** Its address and port. */
  String client() {
    return client;
  }
}
