package io.daxkmem.mbeans;

/**
 * How an operation ended.
 *
 * @param message what happened, in which state the region is now, and what to do, as sentences
 */
record Ending(Outcome outcome, String message) {}
