package dev.schemamigration.schema.model;

/** The library fails at two schemas. */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  ModelException(RuntimeException cause) {
    super("the comparison library fails: " + cause, cause);
  }
}
