package dev.schemamigration.verify;

/** Receives the progress of a verification. */
public interface VerificationListener {
  /** Ignores it. */
  VerificationListener SILENT = (check, revision, number, of) -> {};

  /**
   * A check gets to a revision.
   *
   * @param number of the revision, from 1
   * @param of number of all
   */
  void reached(Check check, String revision, int number, int of);
}
