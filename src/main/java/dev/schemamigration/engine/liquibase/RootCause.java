package dev.schemamigration.engine.liquibase;

import java.util.regex.Pattern;

/** Finds the root cause of an exception of Liquibase. */
public final class RootCause {
  private static final Pattern NO_CONSTANT = Pattern.compile("No enum constant [\\w.$]*\\.([^.]*)");
  private static final Pattern NO_NUMBER = Pattern.compile("For input string: (\".*\").*");

  private RootCause() {}

  /**
   * Returns the first line of the root cause's message, in words for whoever wrote the changelog
   * where it is one of Java's own.
   */
  public static String root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    var text = root.getMessage() == null ? "" : root.getMessage().strip();
    var message = text.lines().findFirst().orElse("");
    var constant = NO_CONSTANT.matcher(message);
    var number = NO_NUMBER.matcher(message);
    if (constant.matches()) {
      return "\"" + constant.group(1) + "\" is not among the values that are possible there";
    }
    if (number.matches()) {
      return number.group(1) + " is no number, which is expected there";
    }
    return message.isEmpty()
            || root instanceof NullPointerException
            || root instanceof ClassCastException
            || root instanceof IndexOutOfBoundsException
        ? "a value is missing or of another kind than Liquibase expects"
        : message;
  }
}
