package dev.schemamigration.database.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the lines of an error's CONTEXT that name a routine: {@code PL/pgSQL function f() line 3
 * at SQL statement}. The other lines quote statements, expressions and rows. The names of the
 * procedural languages are the same whatever {@code lc_messages} is.
 */
final class ErrorContext {
  private static final String LANGUAGE = "PL/";

  /** An endless recursion gives thousands of lines. */
  private static final int MOST = 5;

  private ErrorContext() {}

  /** The first five such lines, innermost routine first. */
  static List<String> of(@Nullable String context) {
    return context == null
        ? List.of()
        : context.lines().filter(ErrorContext::namesRoutine).limit(MOST).toList();
  }

  /** A line of PL/pgSQL that ends with a quote quotes an expression. */
  private static boolean namesRoutine(String line) {
    if (line.startsWith("SQL function \"")) {
      return true;
    }
    for (int at = line.indexOf(LANGUAGE); at >= 0; at = line.indexOf(LANGUAGE, at + 1)) {
      int name = at + LANGUAGE.length();
      boolean quotes = line.startsWith("pgSQL", name) && line.endsWith("\"");
      if (name < line.length() && isWord(line.charAt(name)) && !quotes) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(char c) {
    return c == '_' || c < 0x80 && Character.isLetterOrDigit(c);
  }
}
