package io.daxkmem.mbeans;

/** Tells who asks for an operation, from the thread that the operation is asked for on. */
@FunctionalInterface
public interface Caller {

  /** The user's name as authenticated, or a word for where it came from; never empty. */
  String name();
}
