package dev.schemamigration.engine.autocommit.kind;

/** The outcome of a statement whose end was never recorded. */
public enum Effect {
  /** It took effect; what was left to do has been done. */
  TAKEN,
  /** It took no effect; what it left behind has been removed. */
  NONE,
  /** It may have taken effect, and executing it again does no harm. */
  REPEATABLE
}
