package io.daxkmem.exporter.web.tls;

import static io.daxkmem.log.Field.field;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.daxkmem.log.Log;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Tells the client and the log why a connection fails. The JDK's server closes it without a word:
 * it does not ask the engine for its alert, and logs nothing.
 */
final class AlertingEngine extends ForwardingEngine {
  private static final Log LOG = new Log(AlertingEngine.class);

  /** As servers in Go answer. */
  private static final byte[] SPEAK_TLS =
      """
      HTTP/1.0 400 Bad Request\r
      Content-Type: text/plain\r
      Connection: close\r
      \r
      400: this port speaks HTTPS, not HTTP
      """
          .getBytes(US_ASCII);

  private static final ByteBuffer[] NOTHING = {};

  private String client = "";
  private boolean plainHttp;
  private boolean received;
  private boolean sent;
  private boolean failed;
  private boolean told;

  AlertingEngine(SSLEngine engine) {
    super(engine);
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    if (parameters instanceof ClientParameters of) {
      client = of.client();
    }
    super.setSSLParameters(parameters);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
      throws SSLException {
    if (!received && source.hasRemaining()) {
      received = true;
      byte first = source.get(source.position());
      plainHttp = first >= 'A' && first <= 'Z';
    }
    try {
      return super.unwrap(source, targets, offset, length);
    } catch (SSLException | RuntimeException e) {
      failed(e);
      // so that wrap is called
      return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
    }
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
      throws SSLException {
    if (!failed) {
      try {
        SSLEngineResult result = super.wrap(sources, offset, length, target);
        sent |= result.bytesProduced() > 0;
        return result;
      } catch (SSLException | RuntimeException e) {
        failed(e);
      }
    }
    if (told) {
      throw new SSLException("the client was told that the connection has failed");
    }
    told = true;
    int before = target.position();
    sayLast(target);
    // this is sent, and the next call ends the connection
    return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, target.position() - before);
  }

  private void failed(Exception e) {
    failed = true;
    LOG.debug("TLS connection failed", field("client", client), field("error", e));
  }

  private void sayLast(ByteBuffer target) {
    if (plainHttp && !sent) {
      target.put(SPEAK_TLS);
      return;
    }
    try {
      var unused = super.wrap(NOTHING, 0, 0, target);
    } catch (SSLException | RuntimeException e) {
      // it has no alert
    }
  }
}
