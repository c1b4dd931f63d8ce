package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import java.util.Collection;
import java.util.regex.Pattern;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;

/**
 * Converts the plain text of a rollback, which Liquibase would split at every semicolon, quoted
 * ones included, into one {@code sql} change. A rollback without content, such as {@code
 * <rollback/>}, becomes {@code empty}: it says that nothing is to be undone. Comments are left out.
 */
final class RollbackNormalizer {
  private static final Pattern EMPTY =
      Pattern.compile("(?:empty|not required)\\b.*", Pattern.CASE_INSENSITIVE);

  private RollbackNormalizer() {}

  /** Normalizes the rollbacks below {@code root}. */
  static void normalize(ChangelogLocation location, ParsedNode root) throws ParsedNodeException {
    for (var changeset : root.getChildren(null, "changeSet")) {
      below(location, changeset);
    }
  }

  private static void below(ChangelogLocation location, ParsedNode node)
      throws ParsedNodeException {
    for (var child : node.getChildren()) {
      if (child.getName().equals("rollback")) {
        rollback(location, child);
      } else if (child.getName().equals("changes")) {
        below(location, child);
      }
    }
  }

  private static void rollback(ChangelogLocation location, ParsedNode rollback)
      throws ParsedNodeException {
    if (rollback.getValue() instanceof Collection<?>) {
      throw location.invalid(
          "a rollback holds a list of texts; write one text, or a list of changes");
    }
    var text = rollback.getValue() == null ? "" : rollback.getValue().toString().strip();
    rollback.setValue(null);
    rollback.removeChild(null, "comment");
    if (EMPTY.matcher(text).matches() || text.isEmpty() && rollback.getChildren().isEmpty()) {
      rollback.addChild(new ParsedNode(null, "empty"));
    } else if (!text.isEmpty()) {
      rollback.addChild(null, "sql", text);
    }
  }
}
