package dev.schemamigration.database.tracking;

import dev.schemamigration.database.archive.ArchiveCodec;
import dev.schemamigration.database.archive.ParametersJson;
import dev.schemamigration.database.tracking.RecordStatement.Value;
import dev.schemamigration.database.tracking.RecordStatement.Value.Attempt;
import dev.schemamigration.database.tracking.RecordStatement.Value.Big;
import dev.schemamigration.database.tracking.RecordStatement.Value.Bytes;
import dev.schemamigration.database.tracking.RecordStatement.Value.Flag;
import dev.schemamigration.database.tracking.RecordStatement.Value.Run;
import dev.schemamigration.database.tracking.RecordStatement.Value.Small;
import dev.schemamigration.database.tracking.RecordStatement.Value.Text;
import dev.schemamigration.database.tracking.RecordStatement.Value.Texts;
import dev.schemamigration.database.tracking.RecordStatement.Value.Took;
import dev.schemamigration.setting.ChangesetFilter;
import java.util.ArrayList;
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
  RecordStatement addRevision(ArchiveEntry entry) {
    return new RecordStatement(
        "INSERT INTO " + tables.table("revision_archive") + ARCHIVE_COLUMNS, revision(entry));
  }

  /** Inserts a revision into the archive, or replaces its row. */
  RecordStatement putRevision(ArchiveEntry entry) {
    return new RecordStatement(
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
        revision(entry));
  }

  private List<Value> revision(ArchiveEntry entry) {
    var revision = entry.revision();
    var values = new ArrayList<Value>();
    values.add(Text.of(revision.id()));
    values.add(Text.of(entry.state().name()));
    values.add(new Attempt(Optional.of(entry.attempt())));
    values.add(Texts.of(revision.downRevisions()));
    values.add(Texts.of(revision.branchLabels()));
    values.add(Texts.of(revision.dependsOn()));
    values.add(Text.of(revision.message()));
    values.add(new Flag(entry.irreversible()));
    values.add(Text.of(entry.path()));
    values.addAll(text(entry));
    values.add(Texts.of(entry.changesets()));
    values.add(new Took(entry.duration()));
    values.addAll(author());
    return values;
  }

  /** Replaces the text of a revision, and keeps who applied it and when. */
  RecordStatement putText(ArchiveEntry entry) {
    var values = new ArrayList<Value>();
    values.add(Text.of(entry.revision().message()));
    values.add(new Flag(entry.irreversible()));
    values.addAll(text(entry));
    values.add(Texts.of(entry.changesets()));
    values.add(Text.of(entry.revision().id()));
    return new RecordStatement(
        "UPDATE "
            + tables.table("revision_archive")
            + " SET message = ?, irreversible = ?, sha256 = ?, content = ?, resources = ?,"
            + " resources_sha256 = ?, parameters = ?::jsonb, contexts = ?, labels = ?,"
            + " changesets = ? WHERE revision = ?::text",
        values);
  }

  private static List<Value> text(ArchiveEntry entry) {
    var text = entry.text();
    var files =
        Optional.of(text.resources()).filter(it -> !it.isEmpty()).map(ArchiveCodec::packAll);
    return List.of(
        Text.of(entry.sha256()),
        new Bytes(Optional.of(ArchiveCodec.pack(text.content()))),
        new Bytes(files),
        new Text(files.map(ArchiveCodec::sha256)),
        Text.of(ParametersJson.write(text.parameters())),
        new Texts(text.filter().map(ChangesetFilter::contexts)),
        new Text(text.filter().map(ChangesetFilter::labels)));
  }

  /** Records that the downgrade of a revision has begun, as {@code attempt}. */
  RecordStatement markUndoing(String revision, UUID attempt) {
    return RecordStatement.of(
        "UPDATE "
            + tables.table("revision_archive")
            + " SET state = 'UNDOING', attempt = ? WHERE revision = ?::text",
        new Attempt(Optional.of(attempt)),
        Text.of(revision));
  }

  /** Deletes a revision from the archive, if it has a row. */
  RecordStatement removeRevision(String revision) {
    return RecordStatement.of(
        "DELETE FROM " + tables.table("revision_archive") + " WHERE revision = ?::text",
        Text.of(revision));
  }

  /**
   * Deletes a revision from the archive and adds a journal entry about it. Fails when the archive
   * has no row of {@code attempt}: the entry then lacks the checksum, which comes from the row.
   */
  RecordStatement removeRevision(JournalEntry entry, UUID attempt) {
    var values = new ArrayList<Value>();
    values.add(Text.of(entry.revision().orElseThrow()));
    values.add(new Attempt(Optional.of(attempt)));
    values.addAll(subject(entry));
    values.addAll(author());
    return new RecordStatement(
        "WITH gone AS (DELETE FROM "
            + tables.table("revision_archive")
            + " WHERE revision = ?::text AND attempt = ? RETURNING sha256) INSERT INTO "
            + tables.table("revision_journal")
            + JOURNAL_COLUMNS
            + "SELECT ?, ?, ?, ?, ?, ?, (SELECT sha256 FROM gone), ?, ?, ?",
        values);
  }

  /** Adds an entry to the journal. */
  RecordStatement addEntry(JournalEntry entry) {
    var values = new ArrayList<Value>(subject(entry));
    values.add(Text.of(entry.detail()));
    values.addAll(author());
    return new RecordStatement(
        "INSERT INTO "
            + tables.table("revision_journal")
            + JOURNAL_COLUMNS
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values);
  }

  /** Adds an entry unless the journal has the same of this requester and generation. */
  RecordStatement addEntryOnce(JournalEntry entry) {
    var values = new ArrayList<Value>(subject(entry));
    values.add(Text.of(entry.detail()));
    values.addAll(author());
    values.add(Text.of(entry.event().name()));
    values.add(Text.of(entry.detail()));
    values.add(Text.of(requester.name()));
    values.add(new Big(requester.generation()));
    return new RecordStatement(
        "INSERT INTO "
            + tables.table("revision_journal")
            + JOURNAL_COLUMNS
            + "SELECT ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT FROM "
            + tables.table("revision_journal")
            + " WHERE event = ?::text AND detail = ?::text AND author = ?::text AND generation ="
            + " ?)",
        values);
  }

  /** Writes the one row about the schema and the owner, in place of the one that there is. */
  RecordStatement putOwnership(Ownership row) {
    return RecordStatement.of(
        "INSERT INTO "
            + tables.table("tracking_owner")
            + " (migrated_schema, target, installation, namespace, name, uid) VALUES (?, ?, ?, ?,"
            + " ?, ?) ON CONFLICT (only_row) DO UPDATE SET migrated_schema ="
            + " excluded.migrated_schema, target = excluded.target, installation ="
            + " excluded.installation, namespace = excluded.namespace, name = excluded.name, uid ="
            + " excluded.uid, since = clock_timestamp()",
        Text.of(row.schema()),
        Text.of(row.target()),
        new Text(row.owner().map(DatabaseOwner::installation)),
        new Text(row.owner().map(DatabaseOwner::namespace)),
        new Text(row.owner().map(DatabaseOwner::name)),
        new Text(row.owner().map(DatabaseOwner::uid)));
  }

  private static List<Value> subject(JournalEntry entry) {
    return List.of(
        Text.of(entry.event().name()),
        new Run(entry.run()),
        new Attempt(entry.attempt()),
        new Text(entry.revision()),
        new Text(entry.changeset()),
        new Small(entry.statement()));
  }

  private List<Value> author() {
    return List.of(
        Text.of(requester.name()), new Big(requester.generation()), Text.of(requester.version()));
  }
}
