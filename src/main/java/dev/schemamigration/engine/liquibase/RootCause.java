package dev.schemamigration.engine.liquibase;

/** What lies at the bottom of an exception of Liquibase's. */
public final class RootCause {
  private RootCause() {}

  /** The first line of the innermost message, or the name of its class where it has none. */
  public static String root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    var message = root.getMessage() == null ? "" : root.getMessage().strip();
    return message.lines().findFirst().orElse(root.getClass().getSimpleName());
  }
}
