package dev.schemamigration.engine.fault;

/** The run was asked to stop, and did so between two statements; nothing of the step remains. */
public final class RunStoppedException extends RuntimeException {
  public RunStoppedException(String why) {
    super(why);
  }
}
