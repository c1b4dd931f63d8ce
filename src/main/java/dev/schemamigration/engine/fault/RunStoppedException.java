package dev.schemamigration.engine.fault;

/** The run was stopped between two statements on request; its current step was rolled back. */
public final class RunStoppedException extends RuntimeException {
  public RunStoppedException(String why) {
    super(why);
  }
}
