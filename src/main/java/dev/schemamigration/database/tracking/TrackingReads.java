package dev.schemamigration.database.tracking;

import dev.schemamigration.database.proof.Bound;
import dev.schemamigration.database.session.OwnQuery;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.StatementBatch.Binder;
import dev.schemamigration.setting.ChangesetFilter;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries the tracking tables. */
final class TrackingReads {
  /** Of one application of a revision: some hundred thousand statements. */
  private static final long JOURNAL_LIMIT = 64L << 20;

  /** A byte takes two characters on the way, and one answer takes 32 MiB at most. */
  private static final int PACKED_LIMIT = 15 << 20;

  private final Session session;
  private final TrackingSchema tables;

  TrackingReads(Session session, TrackingSchema tables) {
    this.session = session;
    this.tables = tables;
  }

  RecordedState state(boolean toWrite) throws SQLException {
    return new StateQuery(tables).read(session, toWrite);
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

  /** The texts of archived revisions, by revision. */
  Map<String, ArchivedText> texts(Collection<String> revisions) throws SQLException {
    var rows =
        "FROM "
            + tables.table("revision_archive")
            + " AS archive CROSS JOIN (SELECT NULL::text[] AS contexts, NULL::text AS labels) AS"
            + " absent WHERE revision = ANY (?)";
    var bound =
        Bound.statement(
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
    try {
      session.query(
          bound + "; " + sql,
          (statement, next) ->
              array(revisions).bind(statement, array(revisions).bind(statement, next)),
          row -> texts.put(row.getString(1), text(row, unpacker, revisions)));
    } catch (SQLException e) {
      if (Bound.exceeded(e)) {
        throw ArchiveCorruptException.tooLarge(revisions, PACKED_LIMIT, "packed");
      }
      if (!StateQuery.notInstalled(e)) {
        throw e;
      }
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

  private static ArchivedText text(
      ResultSet row, ArchiveUnpacker unpacker, Collection<String> wanted) throws SQLException {
    var resources = row.getBytes(3);
    var stored = row.getString(4);
    var actual = ArchiveCodec.sha256(resources);
    if (!Objects.equals(actual, stored)) {
      throw ArchiveCorruptException.otherFiles(row.getString(1), actual, stored);
    }
    try {
      return new ArchivedText(
          unpacker.unpack(row.getBytes(2)),
          resources == null ? Map.of() : unpacker.unpackAll(resources),
          ParametersJson.read(row.getString(5)),
          filter(row));
    } catch (ArchiveUnpacker.TooLargeException e) {
      throw ArchiveCorruptException.tooLarge(wanted, ArchiveUnpacker.LIMIT, "unpacked");
    } catch (IOException e) {
      throw ArchiveCorruptException.unpackable(row.getString(1), e);
    }
  }

  private static Optional<ChangesetFilter> filter(ResultSet row) throws SQLException {
    var contexts = row.getArray(6);
    return contexts == null
        ? Optional.empty()
        : Optional.of(
            new ChangesetFilter(
                Stream.of((@Nullable String[]) contexts.getArray())
                    .filter(Objects::nonNull)
                    .toList(),
                Objects.requireNonNullElse(row.getString(7), "")));
  }

  /** The last entry on each statement of one attempt: by changeset, then by number. */
  Map<String, NavigableMap<Integer, StatementRecord>> statements(UUID attempt) throws SQLException {
    var sql =
        "SELECT changeset, statement, event, detail FROM "
            + tables.table("revision_journal")
            + " WHERE attempt = ? AND changeset IS NOT NULL ORDER BY id";
    var records = new LinkedHashMap<String, NavigableMap<Integer, StatementRecord>>();
    var bound =
        Bound.statement(
            "octet_length(changeset) + octet_length(detail)",
            "FROM "
                + tables.table("revision_journal")
                + " WHERE attempt = ? AND changeset IS NOT NULL",
            JOURNAL_LIMIT);
    read(
        bound + "; " + sql,
        (statement, next) -> {
          statement.setObject(next, attempt);
          statement.setObject(next + 1, attempt);
          return next + 2;
        },
        row ->
            records
                .computeIfAbsent(row.getString(1), changeset -> new TreeMap<>())
                .put(
                    row.getInt(2),
                    StatementRecord.of(JournalEvent.valueOf(row.getString(3)), row.getString(4))));
    return records;
  }

  private void read(String sql, Binder binder, OwnQuery.RowReader reader) throws SQLException {
    try {
      session.query(sql, binder, reader);
    } catch (SQLException e) {
      if (Bound.exceeded(e)) {
        throw tables.proof().oversized(session, tables.name() + ".revision_journal", JOURNAL_LIMIT);
      }
      throw e;
    }
  }

  /** Whether the journal has an entry of the requester and its generation that begins like this. */
  boolean hasEntry(JournalEvent event, String beginning, Requester requester) throws SQLException {
    var found = new AtomicBoolean();
    session.query(
        "SELECT true FROM "
            + tables.table("revision_journal")
            + " WHERE event = ?::text AND author = ?::text AND generation = ? AND"
            + " pg_catalog.starts_with(detail, ?::text) LIMIT 1",
        (select, next) -> {
          select.setString(next, event.name());
          select.setString(next + 1, requester.name());
          select.setLong(next + 2, requester.generation());
          select.setString(next + 3, beginning);
          return next + 4;
        },
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
