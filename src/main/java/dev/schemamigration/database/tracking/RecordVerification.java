package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.database.session.StatementBatch.Part;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the statement by which the server verifies, before the commit, that a record is stored as
 * it was written. It verifies only where the tables have triggers, rules or row security, which
 * could have changed the record; those that leave it unchanged are allowed.
 *
 * <p>The conditions are sent as a text that the server evaluates only where it verifies: as a part
 * of the statement they would be planned for each revision, at ten times the cost.
 */
final class RecordVerification {
  private static final String STORED = "<kept>true</kept>";

  private final TrackingSchema tables;
  private final String guardedQuery;
  private final String noDeferredChange;

  RecordVerification(TrackingSchema tables) {
    this.tables = tables;
    var oids =
        TrackingSchema.TABLES.stream()
            .map(it -> SqlQuoting.literal(tables.table(it)) + "::pg_catalog.regclass")
            .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.oid[]"));
    this.guardedQuery =
        "SELECT 1 / CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = ANY ("
            + oids
            + ") AND (relhastriggers OR relhasrules OR relrowsecurity)) THEN pg_catalog.strpos("
            + "pg_catalog.query_to_xml(?::text, false, false, '')::text, '"
            + STORED
            + "') ELSE 1 END";
    this.noDeferredChange =
        "NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = ANY ("
            + oids
            + ") AND pg_catalog.row_security_active(oid)) AND NOT EXISTS (SELECT FROM"
            + " pg_catalog.pg_trigger WHERE tgrelid = ANY ("
            + oids
            + ") AND tgdeferrable AND NOT tgisinternal)";
  }

  /** Fails with {@link RecordRejectedException} unless all of {@code conditions} are true. */
  Part requires(String... conditions) {
    var query =
        Stream.concat(Stream.of(noDeferredChange), Stream.of(conditions))
            .collect(Collectors.joining(" AND ", "SELECT (", ") AS kept"));
    return new Part(
        guardedQuery,
        (statement, next) -> {
          statement.setString(next, query);
          return next + 1;
        });
  }

  /** Condition that all of these are recorded as run. */
  String ran(List<ChangelogRow> changesets) {
    return changesets(
        changesets.stream().map(it -> it.changeset().key()).toList(), changesets.size());
  }

  /** Condition that none of these is recorded as run. */
  String notRan(Collection<String> keys) {
    return changesets(keys, 0);
  }

  private String changesets(Collection<String> keys, int count) {
    return "(SELECT count(DISTINCT "
        + ChangesetId.COLUMNS
        + ") FROM "
        + tables.table("databasechangelog")
        + " WHERE "
        + ChangesetId.COLUMNS
        + keys.stream()
            .map(SqlQuoting::literal)
            .collect(Collectors.joining(", ", " = ANY (ARRAY[", "]::text[])) = "))
        + count;
  }

  /** Condition that the archive has the revision in this state, of this attempt. */
  String archived(String revision, RevisionState state, UUID attempt) {
    return "EXISTS (SELECT FROM "
        + tables.table("revision_archive")
        + " WHERE revision = "
        + SqlQuoting.literal(revision)
        + " AND state = "
        + SqlQuoting.literal(state.name())
        + " AND attempt = "
        + uuid(attempt)
        + ")";
  }

  /** Condition that the archive does not have the revision. */
  String notArchived(String revision) {
    return "NOT EXISTS (SELECT FROM "
        + tables.table("revision_archive")
        + " WHERE revision = "
        + SqlQuoting.literal(revision)
        + ")";
  }

  /** Condition that the journal has this entry. */
  String journaled(JournalEntry entry) {
    return "EXISTS (SELECT FROM "
        + tables.table("revision_journal")
        + " WHERE run = "
        + uuid(entry.run())
        + " AND event = "
        + SqlQuoting.literal(entry.event().name())
        + " AND coalesce(revision, '') = "
        + text(entry.revision())
        + " AND coalesce(changeset, '') = "
        + text(entry.changeset())
        + " AND statement = "
        + entry.statement()
        + ")";
  }

  /** Condition that this row says where the revisions are and who owns the database. */
  String owned(Ownership row) {
    return "EXISTS (SELECT FROM "
        + tables.table("tracking_owner")
        + " WHERE migrated_schema = "
        + SqlQuoting.literal(row.schema())
        + " AND coalesce(uid, '') = "
        + text(row.owner().map(DatabaseOwner::uid))
        + " AND coalesce(installation, '') = "
        + text(row.owner().map(DatabaseOwner::installation))
        + ")";
  }

  private static String text(Optional<String> text) {
    return SqlQuoting.literal(text.orElse(""));
  }

  private static String uuid(UUID uuid) {
    return "'" + uuid + "'::uuid";
  }
}
