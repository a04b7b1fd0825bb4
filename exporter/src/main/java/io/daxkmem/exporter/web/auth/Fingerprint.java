package io.daxkmem.exporter.web.auth;

/**
 * Identifies a user, a hash and a password without revealing them.
 *
 * @param text of a keyed hash
 */
record Fingerprint(String text) {}
