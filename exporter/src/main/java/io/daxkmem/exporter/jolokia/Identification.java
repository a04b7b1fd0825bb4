package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.User;
import io.daxkmem.exporter.web.RequestThreads;
import io.daxkmem.exporter.web.auth.BasicCredentials;
import io.daxkmem.exporter.web.auth.Verdict;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.tls.ClientCertificate;
import io.daxkmem.log.Shortened;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out who sent a request: by the password if it has one, otherwise by the certificate of the
 * connection. A user with a password is not believed by a certificate alone.
 */
final class Identification {
  private static final int BUSY = 503;

  private final Access access;
  private final Supplier<WebConfig> config;
  private final RequestThreads threads;

  /**
   * @param access has the users with a password file
   * @param config has other users, and roles
   */
  Identification(Access access, Supplier<WebConfig> config, RequestThreads threads) {
    this.access = access;
    this.config = config;
    this.threads = threads;
  }

  /**
   * The user who sent a request; empty if everybody may read.
   *
   * @throws RefusedException if nobody with a role did
   */
  Optional<User> user(HttpExchange exchange) throws IOException {
    WebConfig now = config.get();
    if (!access.needsPassword() && !now.identifiesClients()) {
      return Optional.empty();
    }
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return Optional.of(byCertificate(exchange, now));
    }
    BasicCredentials sent =
        BasicCredentials.parse(header)
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusedException.UNAUTHORIZED, "credentials that are not HTTP Basic"));
    // a password file may be read again, or a hash compared with
    return Optional.of(threads.undisturbed(() -> byPassword(exchange, sent, now)));
  }

  private User byPassword(HttpExchange exchange, BasicCredentials sent, WebConfig now)
      throws RefusedException {
    Optional<User> user = access.user(sent);
    if (user.isPresent()) {
      return user.get();
    }
    Verdict verdict =
        now.users()
            .map(users -> users.check(sent, exchange.getRemoteAddress().getAddress()))
            .orElse(Verdict.UNKNOWN);
    return switch (verdict) {
      case UNKNOWN -> throw new WrongPasswordException();
      case BUSY -> throw new RefusedException(BUSY, "too many passwords are being checked");
      case WELCOME ->
          now.roles()
              .user(List.of(sent.user()))
              .orElseThrow(() -> withoutRole("the user " + sent.user()));
    };
  }

  private User byCertificate(HttpExchange exchange, WebConfig now) throws RefusedException {
    ClientCertificate certificate =
        certificate(exchange, now)
            .orElseThrow(
                () -> new RefusedException(RefusedException.UNAUTHORIZED, "no credentials"));
    List<String> names =
        certificate.names().stream()
            .filter(name -> now.users().filter(users -> users.know(name)).isEmpty())
            .toList();
    return now.roles().user(names).orElseThrow(() -> withoutRole(certificate, now));
  }

  /** Who may have a password is asked for it. */
  private RefusedException withoutRole(ClientCertificate certificate, WebConfig now) {
    RefusedException refused = withoutRole("the certificate of " + certificate);
    return access.needsPassword() || now.users().isPresent()
        ? new RefusedException(
            RefusedException.UNAUTHORIZED, "no password, and " + refused.reason())
        : refused;
  }

  private static Optional<ClientCertificate> certificate(HttpExchange exchange, WebConfig now) {
    return exchange instanceof HttpsExchange https
        ? now.tls().flatMap(tls -> tls.client(https.getSSLSession()))
        : Optional.empty();
  }

  private static RefusedException withoutRole(String who) {
    return new RefusedException(
        RefusedException.FORBIDDEN,
        String.format(Locale.ROOT, "%s has no role", Shortened.text(who)));
  }
}
