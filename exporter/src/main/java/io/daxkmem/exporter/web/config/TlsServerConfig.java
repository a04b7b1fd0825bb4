package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.web.tls.ClientAuth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code tls_server_config}; texts and lists that are not set are empty. */
record TlsServerConfig(
    String certFile,
    String keyFile,
    String cert,
    String key,
    @Nullable ClientAuth clientAuthType,
    String clientCaFile,
    String clientCa,
    List<String> clientAllowedSans,
    @Nullable TlsVersion minVersion,
    @Nullable TlsVersion maxVersion,
    List<String> cipherSuites,
    @Nullable Boolean preferServerCipherSuites,
    List<String> curvePreferences) {}
