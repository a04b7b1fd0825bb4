package io.daxkmem.exporter.web.tls;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Versions and cipher suites of TLS.
 *
 * @param versions as Java names them, {@code TLSv1.2}
 * @param suites for TLS 1.2, the preferred first; empty for Java's default. Those of TLS 1.3 are
 *     always enabled
 * @param serverPrefers whether the server's order of suites wins over the client's
 */
public record Protocol(List<String> versions, List<String> suites, boolean serverPrefers) {
  private static final Set<String> TLS_1_3 =
      Set.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");

  public Protocol {
    versions = List.copyOf(versions);
    suites = List.copyOf(suites);
  }

  /** Whether this Java supports a cipher suite. */
  public static boolean knows(String suite) {
    try {
      SSLParameters supported = SSLContext.getDefault().getSupportedSSLParameters();
      return List.of(supported.getCipherSuites()).contains(suite);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has TLS", e);
    }
  }

  SSLParameters apply(SSLParameters parameters) {
    parameters.setProtocols(versions.toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(serverPrefers);
    if (!suites.isEmpty()) {
      parameters.setCipherSuites(
          Stream.concat(
                  Arrays.stream(parameters.getCipherSuites()).filter(TLS_1_3::contains),
                  suites.stream().filter(suite -> !TLS_1_3.contains(suite)))
              .toArray(String[]::new));
    }
    return parameters;
  }
}
