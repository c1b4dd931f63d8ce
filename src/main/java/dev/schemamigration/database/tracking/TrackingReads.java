package dev.schemamigration.database.tracking;

import dev.schemamigration.database.archive.ArchiveCodec;
import dev.schemamigration.database.archive.ArchiveCorruptException;
import dev.schemamigration.database.archive.ArchiveUnpacker;
import dev.schemamigration.database.archive.ArchivedText;
import dev.schemamigration.database.proof.Bound;
import dev.schemamigration.database.proof.FoundRow;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.database.session.StatementBatch.Binder;
import dev.schemamigration.setting.ChangesetFilter;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Queries the tracking tables. */
final class TrackingReads {
  /** A byte takes two characters on the way, and one answer takes 32 MiB at most. */
  private static final int PACKED_LIMIT = 15 << 20;

  private static final int TEXT_COLUMNS = 7;

  private final Session session;
  private final TrackingSchema tables;

  /** Whether the tables were there, and proven, when the state was read last. */
  private boolean proven;

  TrackingReads(Session session, TrackingSchema tables) {
    this.session = session;
    this.tables = tables;
  }

  RecordedState state(boolean toWrite) throws SQLException {
    var state = new StateQuery(tables).read(session, toWrite);
    proven = state != RecordedState.NONE;
    return state;
  }

  /** The EXECTYPE of those of {@code keys} that are recorded. */
  Map<String, ExecType> execTypes(Collection<String> keys) throws SQLException {
    var sql =
        "SELECT "
            + ChangesetId.COLUMNS
            + ", exectype FROM "
            + tables.table("databasechangelog")
            + " WHERE "
            + ChangesetId.COLUMNS
            + " = ANY (?)";
    var types = new LinkedHashMap<String, ExecType>();
    session.query(
        sql, array(keys), row -> types.put(row.getString(1), ExecType.of(row.getString(2))));
    return types;
  }

  /**
   * The texts of archived revisions, by revision. Nothing is sent where the archive was not there:
   * what came to be in its place would not be proven.
   */
  Map<String, ArchivedText> texts(Collection<String> revisions) throws SQLException {
    if (revisions.isEmpty() || !proven) {
      return Map.of();
    }
    var rows =
        "FROM "
            + tables.table("revision_archive")
            + " AS archive CROSS JOIN (SELECT NULL::text[] AS contexts, NULL::text AS labels) AS"
            + " absent WHERE revision = ANY (?)";
    var bound =
        Bound.statement(
            TEXT_COLUMNS,
            "octet_length(content) + coalesce(octet_length(resources), 0)"
                + " + octet_length(parameters::text) + coalesce("
                + ofSameRow("octet_length(contexts::text) + octet_length(labels)")
                + ", 0)",
            rows,
            PACKED_LIMIT);
    var sql =
        "SELECT revision, content, resources, resources_sha256, parameters, "
            + ofSameRow("contexts")
            + ", "
            + ofSameRow("labels")
            + " "
            + rows;
    var texts = new LinkedHashMap<String, ArchivedText>();
    var unpacker = new ArchiveUnpacker();
    // One for all rows, so that it counts what their arrays take together.
    var found = new AtomicReference<FoundRow>();
    try {
      session.query(
          bound + "; " + sql,
          (statement, next) ->
              array(revisions).bind(statement, array(revisions).bind(statement, next)),
          row -> {
            found.compareAndSet(null, archived(row));
            texts.put(row.getString(1), text(row, found.get(), unpacker, revisions));
          });
    } catch (SQLException e) {
      if (Bound.exceeded(e) || Bound.answerTooLarge(e)) {
        throw ArchiveCorruptException.tooLarge(revisions, PACKED_LIMIT, "packed");
      }
      throw e;
    }
    return texts;
  }

  /**
   * An expression over columns that a table of an earlier version lacks: it means the columns of
   * the outer query then, which are absent.
   */
  private String ofSameRow(String expression) {
    return "(SELECT "
        + expression
        + " FROM "
        + tables.table("revision_archive")
        + " AS same WHERE same.revision = archive.revision)";
  }

  private FoundRow archived(ResultSet row) {
    return new FoundRow(
        tables.proof(), session, row, tables.name() + ".revision_archive", "revision", 1);
  }

  private ArchivedText text(
      ResultSet row, FoundRow found, ArchiveUnpacker unpacker, Collection<String> wanted)
      throws SQLException {
    var content = row.getBytes(2);
    var resources = row.getBytes(3);
    var stored = row.getString(4);
    var actual = ArchiveCodec.sha256(resources);
    if (!Objects.equals(actual, stored)) {
      throw ArchiveCorruptException.otherFiles(row.getString(1), actual, stored);
    }
    try {
      if (content == null) {
        throw new IOException("there is no text");
      }
      return new ArchivedText(
          unpacker.unpack(content),
          resources == null ? Map.of() : unpacker.unpackAll(resources),
          unpacker.parameters(row.getString(5)),
          filter(found));
    } catch (ArchiveUnpacker.TooLargeException e) {
      throw ArchiveCorruptException.tooLarge(wanted, ArchiveUnpacker.LIMIT, "unpacked");
    } catch (IOException e) {
      throw ArchiveCorruptException.unpackable(row.getString(1), e);
    }
  }

  private static Optional<ChangesetFilter> filter(FoundRow row) throws SQLException {
    if (row.optional(6).isEmpty()) {
      return Optional.empty();
    }
    var filter = new ChangesetFilter(row.texts(6, "contexts"), row.optional(7).orElse(""));
    if (filter.fault().isPresent()) {
      throw row.meaningless("has contexts or labels that cannot be used");
    }
    return Optional.of(filter);
  }

  /**
   * Whether the journal has an entry of the requester and its generation that begins like this. It
   * is proven once more, because the state is read where there is none as well.
   */
  boolean hasEntry(JournalEvent event, String beginning, Requester requester) throws SQLException {
    var found = new AtomicBoolean();
    tables
        .proof()
        .query(
            session,
            List.of("revision_journal"),
            "SELECT true FROM "
                + tables.table("revision_journal")
                + " WHERE event = "
                + SqlQuoting.literal(event.name())
                + " AND author = "
                + SqlQuoting.literal(requester.name())
                + " AND generation = "
                + requester.generation()
                + " AND pg_catalog.starts_with(detail, "
                + SqlQuoting.literal(beginning)
                + ") LIMIT 1",
            row -> found.set(true));
    return found.get();
  }

  private static Binder array(Collection<String> values) {
    return (statement, next) -> {
      statement.setArray(next, statement.getConnection().createArrayOf("text", values.toArray()));
      return next + 1;
    };
  }
}
