package io.daxkmem.exporter.web.config;

/** A version of TLS, with its name in the file and in Java. Java has disabled older ones. */
enum TlsVersion {
  TLS12("TLSv1.2"),
  TLS13("TLSv1.3");

  private final String javaName;

  TlsVersion(String javaName) {
    this.javaName = javaName;
  }

  String javaName() {
    return javaName;
  }
}
