package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.StatementBatch.Part;
import dev.schemamigration.setting.ChangesetFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Builds the statements that write the archive and the journal. */
final class TrackingWrites {
  private static final String ARCHIVE_COLUMNS =
      " (revision, state, attempt, down_revisions, branch_labels, depends_on, message,"
          + " irreversible, path, sha256, content, resources, resources_sha256, parameters,"
          + " contexts, labels, changesets, duration_ms, applied_by, generation, operator_version)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)";
  private static final String JOURNAL_COLUMNS =
      " (event, run, attempt, revision, changeset, statement, detail, author, generation,"
          + " operator_version) ";

  private final TrackingSchema tables;
  private final Requester requester;

  TrackingWrites(TrackingSchema tables, Requester requester) {
    this.tables = tables;
    this.requester = requester;
  }

  /** Inserts a revision into the archive; fails when it has a row. */
  Part addRevision(ArchiveEntry entry) {
    return new Part(
        "INSERT INTO " + tables.table("revision_archive") + ARCHIVE_COLUMNS,
        (write, next) -> revision(write, next, entry));
  }

  /** Inserts a revision into the archive, or replaces its row. */
  Part putRevision(ArchiveEntry entry) {
    return new Part(
        "INSERT INTO "
            + tables.table("revision_archive")
            + ARCHIVE_COLUMNS
            + " ON CONFLICT (revision) DO UPDATE SET state = excluded.state,"
            + " attempt = excluded.attempt, down_revisions = excluded.down_revisions,"
            + " branch_labels = excluded.branch_labels, depends_on = excluded.depends_on,"
            + " message = excluded.message, irreversible = excluded.irreversible,"
            + " path = excluded.path, sha256 = excluded.sha256, content = excluded.content,"
            + " resources = excluded.resources, resources_sha256 = excluded.resources_sha256,"
            + " parameters = excluded.parameters,"
            + " contexts = excluded.contexts, labels = excluded.labels,"
            + " changesets = excluded.changesets, duration_ms = excluded.duration_ms,"
            + " applied_by = excluded.applied_by, generation = excluded.generation,"
            + " operator_version = excluded.operator_version, applied_at = clock_timestamp()",
        (write, next) -> revision(write, next, entry));
  }

  private int revision(PreparedStatement write, int first, ArchiveEntry entry) throws SQLException {
    int next = first;
    var revision = entry.revision();
    write.setString(next++, revision.id());
    write.setString(next++, entry.state().name());
    write.setObject(next++, entry.attempt());
    texts(write, next++, revision.downRevisions());
    texts(write, next++, revision.branchLabels());
    texts(write, next++, revision.dependsOn());
    write.setString(next++, revision.message());
    write.setBoolean(next++, entry.irreversible());
    write.setString(next++, entry.path());
    next = text(write, next, entry);
    texts(write, next++, entry.changesets());
    write.setLong(next++, entry.duration().toMillis());
    return author(write, next);
  }

  /** Replaces the text of a revision, and keeps who applied it and when. */
  Part putText(ArchiveEntry entry) {
    return new Part(
        "UPDATE "
            + tables.table("revision_archive")
            + " SET message = ?, irreversible = ?, sha256 = ?, content = ?, resources = ?,"
            + " resources_sha256 = ?, parameters = ?::jsonb, contexts = ?, labels = ?,"
            + " changesets = ? WHERE revision = ?::text",
        (write, first) -> {
          int next = first;
          write.setString(next++, entry.revision().message());
          write.setBoolean(next++, entry.irreversible());
          next = text(write, next, entry);
          texts(write, next++, entry.changesets());
          write.setString(next++, entry.revision().id());
          return next;
        });
  }

  private static int text(PreparedStatement write, int first, ArchiveEntry entry)
      throws SQLException {
    int next = first;
    var text = entry.text();
    write.setString(next++, entry.sha256());
    write.setBytes(next++, ArchiveCodec.pack(text.content()));
    var files = text.resources().isEmpty() ? null : ArchiveCodec.packAll(text.resources());
    write.setBytes(next++, files);
    write.setString(next++, ArchiveCodec.sha256(files));
    write.setString(next++, ParametersJson.write(text.parameters()));
    filter(write, next, text.filter());
    return next + 2;
  }

  /** Records that the downgrade of a revision has begun, as {@code attempt}. */
  Part markUndoing(String revision, UUID attempt) {
    return new Part(
        "UPDATE "
            + tables.table("revision_archive")
            + " SET state = 'UNDOING', attempt = ? WHERE revision = ?::text",
        (write, next) -> {
          write.setObject(next, attempt);
          write.setString(next + 1, revision);
          return next + 2;
        });
  }

  /** Deletes a revision from the archive, if it has a row. */
  Part removeRevision(String revision) {
    return new Part(
        "DELETE FROM " + tables.table("revision_archive") + " WHERE revision = ?::text",
        (write, next) -> {
          write.setString(next, revision);
          return next + 1;
        });
  }

  /**
   * Deletes a revision from the archive and adds a journal entry about it. Fails when the archive
   * has no row of {@code attempt}: the entry then lacks the checksum, which comes from the row.
   */
  Part removeRevision(JournalEntry entry, UUID attempt) {
    return new Part(
        "WITH gone AS (DELETE FROM "
            + tables.table("revision_archive")
            + " WHERE revision = ?::text AND attempt = ? RETURNING sha256) INSERT INTO "
            + tables.table("revision_journal")
            + JOURNAL_COLUMNS
            + "SELECT ?, ?, ?, ?, ?, ?, (SELECT sha256 FROM gone), ?, ?, ?",
        (write, first) -> {
          int next = first;
          write.setString(next++, entry.revision().orElseThrow());
          write.setObject(next++, attempt);
          next = subject(write, next, entry);
          return author(write, next);
        });
  }

  /** Adds an entry to the journal. */
  Part addEntry(JournalEntry entry) {
    return new Part(
        "INSERT INTO "
            + tables.table("revision_journal")
            + JOURNAL_COLUMNS
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (write, first) -> {
          int next = subject(write, first, entry);
          write.setString(next++, entry.detail());
          return author(write, next);
        });
  }

  /** Adds an entry unless the journal has the same of this requester and generation. */
  Part addEntryOnce(JournalEntry entry) {
    return new Part(
        "INSERT INTO "
            + tables.table("revision_journal")
            + JOURNAL_COLUMNS
            + "SELECT ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT FROM "
            + tables.table("revision_journal")
            + " WHERE event = ?::text AND detail = ?::text AND author = ?::text AND generation ="
            + " ?)",
        (write, first) -> {
          int next = subject(write, first, entry);
          write.setString(next++, entry.detail());
          next = author(write, next);
          write.setString(next++, entry.event().name());
          write.setString(next++, entry.detail());
          write.setString(next++, requester.name());
          write.setLong(next++, requester.generation());
          return next;
        });
  }

  /** Writes the one row about the schema and the owner, in place of the one that there is. */
  Part putOwnership(Ownership row) {
    return new Part(
        "INSERT INTO "
            + tables.table("tracking_owner")
            + " (migrated_schema, target, installation, namespace, name, uid) VALUES (?, ?, ?, ?,"
            + " ?, ?) ON CONFLICT (only_row) DO UPDATE SET migrated_schema ="
            + " excluded.migrated_schema, target = excluded.target, installation ="
            + " excluded.installation, namespace = excluded.namespace, name = excluded.name, uid ="
            + " excluded.uid, since = clock_timestamp()",
        (write, first) -> {
          int next = first;
          write.setString(next++, row.schema());
          write.setString(next++, row.target());
          write.setString(next++, row.owner().map(DatabaseOwner::installation).orElse(null));
          write.setString(next++, row.owner().map(DatabaseOwner::namespace).orElse(null));
          write.setString(next++, row.owner().map(DatabaseOwner::name).orElse(null));
          write.setString(next++, row.owner().map(DatabaseOwner::uid).orElse(null));
          return next;
        });
  }

  private int subject(PreparedStatement write, int first, JournalEntry entry) throws SQLException {
    int next = first;
    write.setString(next++, entry.event().name());
    write.setObject(next++, entry.run());
    write.setObject(next++, entry.attempt().orElse(null), Types.OTHER);
    write.setString(next++, entry.revision().orElse(null));
    write.setString(next++, entry.changeset().orElse(null));
    write.setInt(next++, entry.statement());
    return next;
  }

  private int author(PreparedStatement write, int first) throws SQLException {
    write.setString(first, requester.name());
    write.setLong(first + 1, requester.generation());
    write.setString(first + 2, requester.version());
    return first + 3;
  }

  private static void filter(PreparedStatement write, int index, Optional<ChangesetFilter> filter)
      throws SQLException {
    if (filter.isPresent()) {
      texts(write, index, filter.get().contexts());
      write.setString(index + 1, filter.get().labels());
    } else {
      write.setNull(index, Types.ARRAY);
      write.setNull(index + 1, Types.VARCHAR);
    }
  }

  private static void texts(PreparedStatement write, int index, List<String> values)
      throws SQLException {
    write.setArray(index, write.getConnection().createArrayOf("text", values.toArray()));
  }
}
