package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import java.util.Collection;
import java.util.regex.Pattern;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;

/**
 * Spells out what stands in a rollback as plain text, which Liquibase would take apart at every
 * semicolon, those between quotes too: it becomes one {@code sql} change. A rollback that holds
 * nothing becomes an empty one, to be told from {@code empty}, which says that nothing is to be
 * done.
 */
final class RollbackNormalizer {
  private static final Pattern NOTHING_TO_DO =
      Pattern.compile("(?:empty|not required)\\b.*", Pattern.CASE_INSENSITIVE);

  private RollbackNormalizer() {}

  /** Changes the rollbacks below {@code root}. */
  static void spellOut(ChangelogLocation place, ParsedNode root) throws ParsedNodeException {
    for (var changeset : root.getChildren(null, "changeSet")) {
      below(place, changeset);
    }
  }

  private static void below(ChangelogLocation place, ParsedNode node) throws ParsedNodeException {
    for (var child : node.getChildren()) {
      if (child.getName().equals("rollback")) {
        rollback(place, child);
      } else if (child.getName().equals("changes")) {
        below(place, child);
      }
    }
  }

  private static void rollback(ChangelogLocation place, ParsedNode rollback)
      throws ParsedNodeException {
    if (rollback.getValue() instanceof Collection<?>) {
      throw place.invalid("a rollback holds a list of texts; write one text, or a list of changes");
    }
    var text = rollback.getValue() == null ? "" : rollback.getValue().toString().strip();
    rollback.setValue(null);
    if (NOTHING_TO_DO.matcher(text).matches()) {
      rollback.addChild(new ParsedNode(null, "empty"));
    } else if (!text.isEmpty() || rollback.getChildren().isEmpty()) {
      rollback.addChild(null, "sql", text);
    }
  }
}
