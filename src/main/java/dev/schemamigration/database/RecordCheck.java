package dev.schemamigration.database;

import dev.schemamigration.database.Composite.Part;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the server look, before it commits, whether a record stands as it was written. It looks
 * only where something is hung on the tables that could have changed it, which costs next to
 * nothing where there is not; triggers that leave the record alone are nobody's business.
 */
final class RecordCheck {
  private final TrackingSchema tables;
  private final String unlessChanged;

  RecordCheck(TrackingSchema tables) {
    this.tables = tables;
    var oids =
        Stream.of("databasechangelog", "revision_archive", "revision_journal")
            .map(it -> Literals.quote(tables.table(it)) + "::pg_catalog.regclass")
            .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.oid[]"));
    this.unlessChanged =
        """
        SELECT 1 / CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = ANY (%1$s) \
        AND (relhastriggers OR relhasrules OR relrowsecurity)) THEN 1 WHEN NOT EXISTS \
        (SELECT FROM pg_catalog.pg_class WHERE oid = ANY (%1$s) \
        AND pg_catalog.row_security_active(oid)) AND NOT EXISTS (SELECT FROM \
        pg_catalog.pg_trigger WHERE tgrelid = ANY (%1$s) AND tgdeferrable AND NOT tgisinternal) \
        AND\s"""
            .formatted(oids);
  }

  /** Fails as {@link RecordException} describes unless all of {@code conditions} hold. */
  Part that(Part... conditions) {
    return new Part(
        Stream.of(conditions)
            .map(Part::sql)
            .collect(Collectors.joining(" AND ", unlessChanged, " THEN 1 ELSE 0 END")),
        (statement, first) -> {
          int next = first;
          for (var condition : conditions) {
            next = condition.binder().bind(statement, next);
          }
          return next;
        });
  }

  /** All of these are recorded as run. */
  Part ran(List<RanChangeset> changesets) {
    return changesets(changesets.stream().map(RanChangeset::key).toList(), changesets.size());
  }

  /** None of these is recorded as run. */
  Part notRan(List<String> keys) {
    return changesets(keys, 0);
  }

  private Part changesets(List<String> keys, int count) {
    return new Part(
        "(SELECT count(DISTINCT "
            + TrackingSchema.CHANGESET_KEY
            + ") FROM "
            + tables.table("databasechangelog")
            + " WHERE "
            + TrackingSchema.CHANGESET_KEY
            + " = ANY (?)) = ?::bigint",
        (statement, next) -> {
          statement.setArray(next, statement.getConnection().createArrayOf("text", keys.toArray()));
          statement.setLong(next + 1, count);
          return next + 2;
        });
  }

  /** The archive has it so. */
  Part archived(String revision, RevisionState state, UUID attempt) {
    return new Part(
        "EXISTS (SELECT FROM "
            + tables.table("revision_archive")
            + " WHERE revision = ?::text AND state = ?::text AND attempt = ?)",
        (statement, next) -> {
          statement.setString(next, revision);
          statement.setString(next + 1, state.name());
          statement.setObject(next + 2, attempt);
          return next + 3;
        });
  }

  /** The archive does not have it. */
  Part notArchived(String revision) {
    return new Part(
        "NOT EXISTS (SELECT FROM "
            + tables.table("revision_archive")
            + " WHERE revision = ?::text)",
        (statement, next) -> {
          statement.setString(next, revision);
          return next + 1;
        });
  }

  /** The journal has this line. */
  Part line(JournalEntry line) {
    return new Part(
        "EXISTS (SELECT FROM "
            + tables.table("revision_journal")
            + " WHERE run = ? AND event = ?::text AND coalesce(revision, '') = ?::text"
            + " AND coalesce(changeset, '') = ?::text AND statement = ?::int)",
        (statement, next) -> {
          statement.setObject(next, line.run());
          statement.setString(next + 1, line.event().name());
          statement.setString(next + 2, text(line.revision()));
          statement.setString(next + 3, text(line.changeset()));
          statement.setInt(next + 4, line.statement());
          return next + 5;
        });
  }

  private static String text(Optional<String> text) {
    return text.orElse("");
  }
}
