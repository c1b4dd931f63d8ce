package dev.schemamigration.verify;

/** A level that a second database does not get to, though the first one did. */
final class UnreachableLevel extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableLevel(String message) {
    super(message);
  }
}
