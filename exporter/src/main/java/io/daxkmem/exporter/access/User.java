package io.daxkmem.exporter.access;

/**
 * An authenticated user.
 *
 * @param isOperator whether it may change regions
 */
public record User(String name, boolean isOperator) {}
