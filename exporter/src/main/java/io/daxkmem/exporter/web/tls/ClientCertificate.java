package io.daxkmem.exporter.web.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** The certificate of a client, and the names it has. */
public final class ClientCertificate {
  private static final Set<Integer> EMAIL_DNS_URI_IP = Set.of(1, 2, 6, 7);

  private final X509Certificate certificate;

  ClientCertificate(X509Certificate certificate) {
    this.certificate = certificate;
  }

  /** The subject's common name, and the subject alternative names. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    commonName().ifPresent(names::add);
    names.addAll(alternatives());
    return names;
  }

  /** The subject and the alternative names. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>(alternatives());
    all.add(0, certificate.getSubjectX500Principal().getName());
    return String.join(", ", all);
  }

  /** The subject alternative names: email, DNS, URI and IP address; none if they are malformed. */
  List<String> alternatives() {
    try {
      return alternatives(certificate.getSubjectAlternativeNames());
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /**
   * @param found null if there are none
   */
  private static List<String> alternatives(@Nullable Collection<List<?>> found) {
    return found == null
        ? List.of()
        : found.stream()
            .filter(typeAndName -> EMAIL_DNS_URI_IP.contains(typeAndName.get(0)))
            .map(typeAndName -> typeAndName.get(1).toString())
            .toList();
  }

  /** The most specific one, which comes last; folders of a directory are common names, too. */
  private Optional<String> commonName() {
    try {
      List<Rdn> parts =
          new ArrayList<>(new LdapName(certificate.getSubjectX500Principal().getName()).getRdns());
      Collections.reverse(parts);
      return parts.stream()
          .filter(part -> part.getType().equalsIgnoreCase("CN"))
          .map(part -> part.getValue().toString())
          .findFirst();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}
