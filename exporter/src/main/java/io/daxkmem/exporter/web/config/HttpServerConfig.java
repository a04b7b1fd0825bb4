package io.daxkmem.exporter.web.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;

/** The section {@code http_server_config}. */
record HttpServerConfig(
    boolean http2, @JsonSetter(contentNulls = Nulls.SKIP) Map<String, String> headers) {}
