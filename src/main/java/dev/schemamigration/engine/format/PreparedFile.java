package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.sql.TextLines;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.file.RevisionFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;

/** A revision file as Liquibase's parser reads it, and what is added to its result. */
public final class PreparedFile {
  private final String path;
  private final String text;
  private final HiddenLines hidden;
  private List<ChangesetLines> changesets;
  private final Map<Change, TextLines> places = new IdentityHashMap<>();

  PreparedFile(String path, String text, HiddenLines hidden, List<ChangesetLines> changesets) {
    this.path = path;
    this.text = text;
    this.hidden = hidden;
    this.changesets = List.copyOf(changesets);
  }

  /**
   * Prepares a revision file.
   *
   * @throws EngineException when it holds a line that is refused
   */
  public static PreparedFile of(
      ChangelogLocation location, RevisionFile file, ChangelogParameters parameters) {
    return file.format() == RevisionFormat.SQL
        ? FormattedSql.prepare(location, file.content(), parameters)
        : new PreparedFile(file.path(), file.content(), HiddenLines.NONE, List.of());
  }

  /** Returns what the parser reads. */
  public String text() {
    return text;
  }

  /** Adds to {@code changelog} what the parser did not read. */
  void complete(DatabaseChangeLog changelog) {
    for (int i = 0; i < changesets.size(); i++) {
      complete(changelog.getChangeSets().get(i), changesets.get(i));
    }
    changesets = List.of(); // the texts of all lines, which nobody asks for any more
  }

  private void complete(ChangeSet changeSet, ChangesetLines lines) {
    for (var change : changeSet.getChanges()) {
      if (change instanceof AbstractSQLChange sql && sql.getSql() != null) {
        sql.setSql(hidden.restore(sql.getSql()));
        places.put(sql, lines.sql().places(path, sql.getSql()));
      }
    }
    for (var change : changeSet.getRollback().getChanges()) {
      if (change instanceof AbstractSQLChange sql && sql.getSql() != null) {
        places.put(sql, lines.rollback().places(path, sql.getSql()));
      }
    }
    var preconditions = changeSet.getPreconditions();
    if (preconditions != null) {
      preconditions.setOnFailMessage(lines.preconditions().get("onfailmessage"));
      preconditions.setOnErrorMessage(lines.preconditions().get("onerrormessage"));
    }
  }

  /** Returns where the SQL of a change is, once the file has been parsed. */
  public TextLines places(Change change) {
    return places.getOrDefault(change, TextLines.UNKNOWN);
  }
}
