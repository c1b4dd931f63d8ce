package dev.schemamigration.engine.sql;

/** A script holds more statements than can be kept. */
public final class TooManyStatementsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyStatementsException(int limit) {
    super(
        "more than " + limit + " statements in one script; split it into several",
        null,
        false,
        false);
  }
}
