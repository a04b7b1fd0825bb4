package io.daxkmem.mbeans.operation;

/**
 * Why an operation is stopped.
 *
 * @param as the outcome, if the kernel rolls back
 * @param reason completes "was not brought to offline: "
 */
public record StopReason(Outcome as, String reason) {}
