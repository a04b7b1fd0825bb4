package io.daxkmem.exporter.jolokia;

/**
 * An authenticated user.
 *
 * @param isOperator whether it may change regions
 */
record User(String name, boolean isOperator) {}
