package dev.schemamigration.autogenerate;

/** A rename that is said of something that is not there. */
public final class UnknownRename extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownRename(String rule, String why) {
    super("rename " + rule + ": " + why);
  }
}
