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
 * Makes the server look, before it commits, whether a record stands as it was written. It looks
 * only where something is hung on the tables that could have changed it; triggers that leave the
 * record alone are nobody's business.
 *
 * <p>What it looks at goes along as a text, which the server reads where it is needed and nowhere
 * else: as a part of the statement it would be set up for each revision, for ten times the price.
 */
final class RecordVerification {
  private static final String KEPT = "<kept>true</kept>";

  private final TrackingSchema tables;
  private final String ifHung;
  private final String plainTriggers;

  RecordVerification(TrackingSchema tables) {
    this.tables = tables;
    var oids =
        Stream.of("databasechangelog", "revision_archive", "revision_journal")
            .map(it -> SqlQuoting.literal(tables.table(it)) + "::pg_catalog.regclass")
            .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.oid[]"));
    this.ifHung =
        "SELECT 1 / CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = ANY ("
            + oids
            + ") AND (relhastriggers OR relhasrules OR relrowsecurity)) THEN pg_catalog.strpos("
            + "pg_catalog.query_to_xml(?::text, false, false, '')::text, '"
            + KEPT
            + "') ELSE 1 END";
    this.plainTriggers =
        "NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = ANY ("
            + oids
            + ") AND pg_catalog.row_security_active(oid)) AND NOT EXISTS (SELECT FROM"
            + " pg_catalog.pg_trigger WHERE tgrelid = ANY ("
            + oids
            + ") AND tgdeferrable AND NOT tgisinternal)";
  }

  /** Fails as {@link RecordRejectedException} describes unless all of {@code conditions} hold. */
  Part that(String... conditions) {
    var kept =
        Stream.concat(Stream.of(plainTriggers), Stream.of(conditions))
            .collect(Collectors.joining(" AND ", "SELECT (", ") AS kept"));
    return new Part(
        ifHung,
        (statement, next) -> {
          statement.setString(next, kept);
          return next + 1;
        });
  }

  /** All of these are recorded as run. */
  String ran(List<ChangelogRow> changesets) {
    return changesets(
        changesets.stream().map(it -> it.changeset().key()).toList(), changesets.size());
  }

  /** None of these is recorded as run. */
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

  /** The archive has it so. */
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

  /** The archive does not have it. */
  String notArchived(String revision) {
    return "NOT EXISTS (SELECT FROM "
        + tables.table("revision_archive")
        + " WHERE revision = "
        + SqlQuoting.literal(revision)
        + ")";
  }

  /** The journal has this line. */
  String line(JournalEntry line) {
    return "EXISTS (SELECT FROM "
        + tables.table("revision_journal")
        + " WHERE run = "
        + uuid(line.run())
        + " AND event = "
        + SqlQuoting.literal(line.event().name())
        + " AND coalesce(revision, '') = "
        + text(line.revision())
        + " AND coalesce(changeset, '') = "
        + text(line.changeset())
        + " AND statement = "
        + line.statement()
        + ")";
  }

  private static String text(Optional<String> text) {
    return SqlQuoting.literal(text.orElse(""));
  }

  private static String uuid(UUID uuid) {
    return "'" + uuid + "'::uuid";
  }
}
