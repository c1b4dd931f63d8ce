package dev.schemamigration.database.fault;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a server's CONTEXT that name a routine: {@code PL/pgSQL function f() line 3 at SQL
 * statement}. The other lines quote statements, expressions and rows. The names of languages are
 * the same whatever language the server speaks.
 */
final class ErrorContext {
  private static final Pattern ROUTINE = Pattern.compile("PL/(?!pgSQL.*\"$)\\w+|^SQL function \"");

  /** An endless recursion ends with thousands of them. */
  private static final int MOST = 5;

  private ErrorContext() {}

  /** The first of them, innermost routine first. */
  static List<String> of(@Nullable String context) {
    return context == null
        ? List.of()
        : context.lines().filter(it -> ROUTINE.matcher(it).find()).limit(MOST).toList();
  }
}
