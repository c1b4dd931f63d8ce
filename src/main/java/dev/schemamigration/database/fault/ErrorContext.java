package dev.schemamigration.database.fault;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the lines of an error's CONTEXT that name a routine: {@code PL/pgSQL function f() line 3
 * at SQL statement}. The other lines quote statements, expressions and rows. The names of the
 * procedural languages are the same whatever {@code lc_messages} is.
 */
final class ErrorContext {
  private static final Pattern ROUTINE = Pattern.compile("PL/(?!pgSQL.*\"$)\\w+|^SQL function \"");

  /** An endless recursion gives thousands of lines. */
  private static final int MOST = 5;

  private ErrorContext() {}

  /** The first five such lines, innermost routine first. */
  static List<String> of(@Nullable String context) {
    return context == null
        ? List.of()
        : context.lines().filter(it -> ROUTINE.matcher(it).find()).limit(MOST).toList();
  }
}
