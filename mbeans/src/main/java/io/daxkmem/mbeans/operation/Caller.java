package io.daxkmem.mbeans.operation;

/** Identifies the client that requests an operation. */
@FunctionalInterface
public interface Caller {

  /** The client whose request the current thread is serving. */
  Requester requester();
}
