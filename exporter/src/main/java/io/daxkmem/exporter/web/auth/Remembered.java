package io.daxkmem.exporter.web.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Caches correct passwords, as fingerprints under a key that only this object has. */
final class Remembered {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MOST = 100;

  private final SecretKeySpec key;
  private final Set<Fingerprint> last =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Fingerprint, Boolean> eldest) {
              return size() > MOST;
            }
          });

  Remembered() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  Fingerprint fingerprint(String user, String hash, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // neither a user nor a hash has a colon
      mac.update((user + ":" + hash + ":").getBytes(UTF_8));
      return new Fingerprint(
          Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has " + ALGORITHM, e);
    }
  }

  synchronized boolean contains(Fingerprint one) {
    return last.contains(one);
  }

  synchronized void add(Fingerprint one) {
    last.add(one);
  }
}
