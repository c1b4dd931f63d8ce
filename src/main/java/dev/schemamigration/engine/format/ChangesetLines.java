package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import java.util.Map;

/** What formatted SQL holds of one changeset beside what Liquibase's parser reads. */
final class ChangesetLines {
  private final SourceLines sql = new SourceLines();
  private final SourceLines rollback = new SourceLines();
  private Map<String, String> preconditions = Map.of();
  private int rollbackLine = -1;
  private boolean rollbackEnded;

  SourceLines sql() {
    return sql;
  }

  SourceLines rollback() {
    return rollback;
  }

  /** Refuses a text that leaves a token open; {@code extent} is where the changeset ends. */
  void requireClosed(ChangelogLocation location, String extent) {
    sql.requireClosed(location, extent);
    rollback.requireClosed(location, "the end of the rollback");
  }

  void rollback(int line, String text) {
    rollback.add(line, text);
    rollbackLine = line;
    rollbackEnded = text.strip().endsWith(";");
  }

  /** Whether a statement of the rollback is open on the line before {@code line}. */
  boolean continuesRollback(int line) {
    return rollbackLine == line - 1 && !rollbackEnded;
  }

  /** Returns the attributes of its preconditions, by name in lower case. */
  Map<String, String> preconditions() {
    return preconditions;
  }

  void preconditions(Map<String, String> attributes) {
    preconditions = Map.copyOf(attributes);
  }
}
