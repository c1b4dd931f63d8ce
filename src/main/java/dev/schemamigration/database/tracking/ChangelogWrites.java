package dev.schemamigration.database.tracking;

import dev.schemamigration.database.tracking.RecordStatement.Value;
import dev.schemamigration.database.tracking.RecordStatement.Value.Deployment;
import dev.schemamigration.database.tracking.RecordStatement.Value.Order;
import dev.schemamigration.database.tracking.RecordStatement.Value.Text;
import dev.schemamigration.database.tracking.RecordStatement.Value.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Builds the statements that write {@code databasechangelog}, with the values of Liquibase. */
final class ChangelogWrites {
  private static final String LIQUIBASE = "4.33.0";

  /** Rows of one statement, which is limited to 65,535 values by the protocol. */
  private static final int ROWS = 1000;

  private static final String CHANGELOG_COLUMNS =
      " (id, author, filename, exectype, md5sum, description, comments, contexts, labels,"
          + " orderexecuted, liquibase, deployment_id, dateexecuted) VALUES ";
  private static final String CHANGELOG_ROW =
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, localtimestamp)";

  private final TrackingSchema tables;
  private final Deployment deployment;

  /**
   * @param run gives the deployment id
   */
  ChangelogWrites(TrackingSchema tables, UUID run) {
    this.tables = tables;
    this.deployment = new Deployment(run);
  }

  /** Records changesets as run, with ORDEREXECUTED from {@code order} on. */
  List<RecordStatement> add(List<ChangelogRow> changesets, int order) {
    var statements = new ArrayList<RecordStatement>();
    for (int from = 0; from < changesets.size(); from += ROWS) {
      var rows = changesets.subList(from, Math.min(from + ROWS, changesets.size()));
      statements.add(addRows(rows, order + from));
    }
    return statements;
  }

  private RecordStatement addRows(List<ChangelogRow> changesets, int order) {
    var values = new ArrayList<Value>();
    int number = order;
    for (var row : changesets) {
      values.add(Text.of(row.changeset().id()));
      values.add(Text.of(row.changeset().author()));
      values.add(Text.of(row.changeset().path()));
      values.add(Text.of(row.execType().name()));
      values.add(Text.of(row.checksum()));
      values.add(Text.of(row.description()));
      values.add(Text.of(row.comments()));
      values.add(absentIfEmpty(row.contexts()));
      values.add(absentIfEmpty(row.labels()));
      values.add(new Order(number++));
      values.add(Text.of(LIQUIBASE));
      values.add(deployment);
    }
    return new RecordStatement(
        "INSERT INTO "
            + tables.table("databasechangelog")
            + CHANGELOG_COLUMNS
            + String.join(", ", Collections.nCopies(changesets.size(), CHANGELOG_ROW)),
        values);
  }

  /** Liquibase stores no empty contexts and labels. */
  private static Text absentIfEmpty(String text) {
    return new Text(Optional.of(text).filter(it -> !it.isEmpty()));
  }

  /** Deletes changesets. */
  RecordStatement remove(List<String> keys) {
    return RecordStatement.of(
        "DELETE FROM "
            + tables.table("databasechangelog")
            + " WHERE "
            + ChangesetId.COLUMNS
            + " = ANY (?)",
        Texts.of(keys));
  }

  /**
   * Records other changesets of a revision than before: their checksums, those that are new as run,
   * from {@code order} on, and those that are gone as not run.
   */
  List<RecordStatement> replace(List<String> before, List<ChangelogRow> now, int order) {
    var keys = now.stream().map(it -> it.changeset().key()).toList();
    var statements = new ArrayList<RecordStatement>();
    statements.add(remove(before.stream().filter(it -> !keys.contains(it)).toList()));
    now.forEach(it -> statements.add(checksum(it.changeset().key(), it.checksum())));
    var added = now.stream().filter(it -> !before.contains(it.changeset().key())).toList();
    statements.addAll(add(added, order));
    return statements;
  }

  private RecordStatement checksum(String key, String checksum) {
    return RecordStatement.of(
        "UPDATE "
            + tables.table("databasechangelog")
            + " SET md5sum = ? WHERE "
            + ChangesetId.COLUMNS
            + " = ?",
        Text.of(checksum),
        Text.of(key));
  }

  /** Changes the path of a changeset. */
  RecordStatement move(String key, String path) {
    return RecordStatement.of(
        "UPDATE "
            + tables.table("databasechangelog")
            + " SET filename = ? WHERE "
            + ChangesetId.COLUMNS
            + " = ?",
        Text.of(path),
        Text.of(key));
  }
}
