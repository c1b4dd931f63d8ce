package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.regex.Pattern;
import liquibase.ContextExpression;
import liquibase.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Validates the context expressions of a changelog, which Liquibase parses when it matches them.
 */
public final class ContextExpressions {
  private static final Pattern EMPTY = Pattern.compile("\\(\\s*+\\)");

  private ContextExpressions() {}

  /**
   * Refuses an expression on which Liquibase fails, whatever the contexts are.
   *
   * @param expression null where there is none
   * @throws EngineException naming {@code where} and the expression
   */
  public static void check(
      ChangelogLocation location,
      Spending spending,
      String where,
      @Nullable ContextExpression expression) {
    var text = expression == null ? null : expression.getOriginalString();
    if (text != null) {
      check(location, spending, where, text);
    }
  }

  /** Refuses an expression on which Liquibase fails, whatever the contexts are. */
  static void check(
      ChangelogLocation location, Spending spending, String where, String expression) {
    limit(location, spending, where, "context", expression);
    // Liquibase splits at commas before it reads parentheses.
    for (var part : expression.split(",")) {
      if (EMPTY.matcher(part).find() || !balanced(part)) {
        throw location.invalid(
            where
                + ": context \""
                + expression
                + "\" is no expression; close each parenthesis, and write or instead of a comma"
                + " between parentheses");
      }
    }
  }

  /** Refuses labels that are too long to be matched many times. */
  public static void checkLabels(
      ChangelogLocation location, Spending spending, String where, @Nullable Labels labels) {
    if (labels != null) {
      limit(location, spending, where, "labels", labels.toString());
    }
  }

  private static void limit(
      ChangelogLocation location, Spending spending, String where, String what, String text) {
    spending.characters(text.length());
    if (text.length() > ChangelogLimits.CONTEXTS) {
      throw location.invalid(
          where
              + ": "
              + what
              + " of more than "
              + ChangelogLimits.CONTEXTS
              + " characters; shorten the text");
    }
  }

  private static boolean balanced(String text) {
    int depth = 0;
    for (int at = 0; at < text.length() && depth >= 0; at++) {
      char character = text.charAt(at);
      depth += character == '(' ? 1 : character == ')' ? -1 : 0;
    }
    return depth == 0;
  }
}
