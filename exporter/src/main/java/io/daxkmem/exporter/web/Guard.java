package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.auth.BasicCredentials;
import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.auth.Verdict;
import io.daxkmem.exporter.web.config.WebConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets to a page whom the web configuration lets. Who is not let in uses up nothing of the rate
 * limit, so that he cannot lock out those who are.
 */
final class Guard implements Page {
  private final Supplier<WebConfig> config;
  private final Page page;

  Guard(Supplier<WebConfig> config, Page page) {
    this.config = config;
    this.page = page;
  }

  @Override
  public Answer answer(HttpExchange request) throws IOException {
    WebConfig now = config.get();
    Answer answer = answer(request, now);
    for (Map.Entry<String, String> header : now.headers().entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  private Answer answer(HttpExchange request, WebConfig now) throws IOException {
    return switch (verdict(request, now.users())) {
      case UNKNOWN ->
          Answer.text(401, "401: this needs a user and a password\n")
              .with("WWW-Authenticate", "Basic realm=\"dax-kmem-exporter\", charset=\"UTF-8\"");
      case BUSY ->
          Answer.text(503, "503: too many passwords are being looked at\n")
              .with("Retry-After", "1");
      case WELCOME ->
          now.rateLimit().take()
              ? page.answer(request)
              : Answer.text(429, "429: too many requests\n").with("Retry-After", "1");
    };
  }

  private static Verdict verdict(HttpExchange request, Optional<Users> users) {
    if (users.isEmpty()) {
      return Verdict.WELCOME;
    }
    return Optional.ofNullable(request.getRequestHeaders().getFirst("Authorization"))
        .flatMap(BasicCredentials::parse)
        .map(users.get()::check)
        .orElse(Verdict.UNKNOWN);
  }
}
