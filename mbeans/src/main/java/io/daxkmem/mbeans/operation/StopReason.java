package io.daxkmem.mbeans.operation;

/**
 * That an operation is to end before its time.
 *
 * @param as its outcome, once the kernel has put everything back
 * @param reason follows the words "was not brought to offline: "
 */
public record StopReason(Outcome as, String reason) {}
