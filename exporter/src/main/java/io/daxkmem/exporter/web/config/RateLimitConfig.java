package io.daxkmem.exporter.web.config;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code rate_limit}.
 *
 * @param interval a text, or 0
 */
record RateLimitConfig(@Nullable JsonNode interval, int burst) {}
