package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.StatementBatch.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
  private final String deployment;

  /**
   * @param run its first eight digits are the deployment id
   */
  ChangelogWrites(TrackingSchema tables, UUID run) {
    this.tables = tables;
    this.deployment = run.toString().substring(0, 8);
  }

  /** Records changesets as run, with ORDEREXECUTED from {@code order} on. */
  Part[] add(List<ChangelogRow> changesets, int order) {
    var parts = new ArrayList<Part>();
    for (int from = 0; from < changesets.size(); from += ROWS) {
      var rows = changesets.subList(from, Math.min(from + ROWS, changesets.size()));
      parts.add(addRows(rows, order + from));
    }
    return parts.toArray(Part[]::new);
  }

  private Part addRows(List<ChangelogRow> changesets, int order) {
    return new Part(
        "INSERT INTO "
            + tables.table("databasechangelog")
            + CHANGELOG_COLUMNS
            + String.join(", ", Collections.nCopies(changesets.size(), CHANGELOG_ROW)),
        (write, first) -> {
          int next = first;
          int number = order;
          for (var row : changesets) {
            write.setString(next++, row.changeset().id());
            write.setString(next++, row.changeset().author());
            write.setString(next++, row.changeset().path());
            write.setString(next++, row.execType().name());
            write.setString(next++, row.checksum());
            write.setString(next++, row.description());
            write.setString(next++, row.comments());
            write.setString(next++, absentIfEmpty(row.contexts()));
            write.setString(next++, absentIfEmpty(row.labels()));
            write.setInt(next++, number++);
            write.setString(next++, LIQUIBASE);
            write.setString(next++, deployment);
          }
          return next;
        });
  }

  /** Liquibase stores no empty contexts and labels. */
  private static @Nullable String absentIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Deletes changesets. */
  Part remove(List<String> keys) {
    return new Part(
        "DELETE FROM "
            + tables.table("databasechangelog")
            + " WHERE "
            + ChangesetId.COLUMNS
            + " = ANY (?)",
        (write, next) -> {
          write.setArray(next, write.getConnection().createArrayOf("text", keys.toArray()));
          return next + 1;
        });
  }

  /**
   * Records other changesets of a revision than before: their checksums, those that are new as run,
   * from {@code order} on, and those that are gone as not run.
   */
  Part[] replace(List<String> before, List<ChangelogRow> now, int order) {
    var keys = now.stream().map(it -> it.changeset().key()).toList();
    var parts = new ArrayList<Part>();
    parts.add(remove(before.stream().filter(it -> !keys.contains(it)).toList()));
    now.forEach(it -> parts.add(checksum(it.changeset().key(), it.checksum())));
    var added = now.stream().filter(it -> !before.contains(it.changeset().key())).toList();
    parts.addAll(List.of(add(added, order)));
    return parts.toArray(Part[]::new);
  }

  private Part checksum(String key, String checksum) {
    return new Part(
        "UPDATE "
            + tables.table("databasechangelog")
            + " SET md5sum = ? WHERE "
            + ChangesetId.COLUMNS
            + " = ?",
        (write, next) -> {
          write.setString(next, checksum);
          write.setString(next + 1, key);
          return next + 2;
        });
  }

  /** Changes the path of a changeset. */
  Part move(String key, String path) {
    return new Part(
        "UPDATE "
            + tables.table("databasechangelog")
            + " SET filename = ? WHERE "
            + ChangesetId.COLUMNS
            + " = ?",
        (write, next) -> {
          write.setString(next, path);
          write.setString(next + 1, key);
          return next + 2;
        });
  }
}
