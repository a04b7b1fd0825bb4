package io.daxkmem.exporter.web.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * An SSL context that always uses the current one, because the JDK's server asks for it only once.
 * Each configuration has a context of its own, so that no session outlives its certificates and
 * rules.
 */
final class LiveContext extends SSLContext {

  LiveContext(Supplier<Tls> tls) {
    super(new Delegate(tls), tls.get().context().getProvider(), "TLS");
  }

  private static final class Delegate extends SSLContextSpi {
    private final Supplier<Tls> tls;

    Delegate(Supplier<Tls> tls) {
      this.tls = tls;
    }

    private SSLContext now() {
      return tls.get().context();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("initialised already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return now().getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return now().getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return new AlertingEngine(now().createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new AlertingEngine(now().createSSLEngine(host, port));
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return now().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return now().getClientSessionContext();
    }
  }
}
