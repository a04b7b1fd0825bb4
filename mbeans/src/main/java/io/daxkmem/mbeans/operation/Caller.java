package io.daxkmem.mbeans.operation;

/** Tells who asks for an operation, from the thread that the operation is asked for on. */
@FunctionalInterface
public interface Caller {

  /** Whoever this thread works for. */
  Requester requester();
}
