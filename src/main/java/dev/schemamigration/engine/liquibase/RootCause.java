package dev.schemamigration.engine.liquibase;

/** Finds the root cause of an exception of Liquibase. */
public final class RootCause {
  private RootCause() {}

  /** Returns the first line of the root cause's message, or its class name without a message. */
  public static String root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    var message = root.getMessage() == null ? "" : root.getMessage().strip();
    return message.lines().findFirst().orElse(root.getClass().getSimpleName());
  }
}
