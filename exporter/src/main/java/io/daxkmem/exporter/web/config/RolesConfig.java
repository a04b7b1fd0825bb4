package io.daxkmem.exporter.web.config;

import java.util.List;

/** The section {@code roles}: the names that have each. */
record RolesConfig(List<String> operator, List<String> viewer) {}
