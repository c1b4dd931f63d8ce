package dev.schemamigration.cli.output;

/** The exit codes of commands. */
public enum ExitCode {
  /** Done, or there was nothing to do. */
  OK(0),
  /** The migration or the database failed. */
  FAILED(1),
  /** The command line makes no sense. */
  USAGE(2),
  /** The answer to the question is no. */
  NO(3),
  /** A rule forbids the plan. */
  REFUSED(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
