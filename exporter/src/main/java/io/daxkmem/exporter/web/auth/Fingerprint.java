package io.daxkmem.exporter.web.auth;

/**
 * Stands for a user, a hash and a password, and tells nothing about them.
 *
 * @param text as many digits as make a collision impossible
 */
record Fingerprint(String text) {}
