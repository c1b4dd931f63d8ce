package dev.schemamigration.engine;

import dev.schemamigration.engine.EngineFault.Forbidden;
import dev.schemamigration.source.RevisionFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;

/** Refuses what could leave the database's bounds, by name and before any SQL runs. */
final class Sandbox {
  private static final Set<String> ALLOWED_PACKAGES = Set.of("liquibase.change.core");
  private static final Set<String> FORBIDDEN = Set.of("executecommand", "customchange", "stop");
  private static final Pattern TRANSACTION_CONTROL =
      Pattern.compile(
          "(?is)\\A(begin|start\\s+transaction|commit|end|abort|prepare\\s+transaction"
              + "|rollback(?!\\s+(work\\s+|transaction\\s+)?to\\b))\\b.*");

  private Sandbox() {}

  static void checkText(RevisionFile file, BundleFiles files) {}

  static void checkChangeset(RevisionFile file, Changeset changeset) {
    var changeSet = changeset.changeSet();
    changeSet.getChanges().forEach(it -> checkChange(file, changeset, it));
    if (changeSet.hasCustomRollbackChanges()) {
      changeSet.getRollback().getChanges().forEach(it -> checkChange(file, changeset, it));
    }
  }

  private static void checkChange(RevisionFile file, Changeset changeset, Change change) {
    var name = change.getSerializedObjectName();
    if (!ALLOWED_PACKAGES.contains(change.getClass().getPackageName())
        || FORBIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new EngineException(
          new Forbidden(
              file.path(), "changeset " + changeset.name(), name, "write the step as SQL"));
    }
    if (change instanceof AbstractSQLChange sql) {
      checkSql(file, changeset, sql);
    }
  }

  private static void checkSql(RevisionFile file, Changeset changeset, AbstractSQLChange change) {
    var sql = change.getSql();
    List<String> statements = sql == null ? List.of() : SqlText.statements(sql);
    for (int i = 0; i < statements.size(); i++) {
      var control = TRANSACTION_CONTROL.matcher(SqlText.withoutLeadingComments(statements.get(i)));
      if (control.matches()) {
        throw new EngineException(
            new Forbidden(
                file.path(),
                "changeset " + changeset.name() + ", statement " + (i + 1),
                control.group(1).toUpperCase(Locale.ROOT).replaceAll("\\s+", " "),
                "a revision is one transaction already; take it out"));
      }
    }
  }
}
