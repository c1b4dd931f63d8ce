package dev.schemamigration.database.tracking;

import dev.schemamigration.database.proof.Bound;
import dev.schemamigration.database.proof.TableProof;
import dev.schemamigration.database.session.OwnQuery;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.revision.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the recorded state as of one moment, in one round trip. */
final class StateQuery {
  /** undefined_table, invalid_schema_name: there are no tracking tables. */
  private static final Set<String> NOT_INSTALLED = Set.of("42P01", "3F000");

  private static final String COLUMNS =
      "SELECT revision, state, attempt, path, sha256, irreversible, changesets,"
          + " down_revisions, branch_labels, depends_on, message, applied_order,"
          + " NULL::varchar, NULL::varchar, NULL::varchar, NULL::int, NULL::varchar,"
          + " NULL::text[] FROM ";

  /** About 200,000 revisions. */
  private static final long LIMIT = 32L << 20;

  /** As long as a target may be, which is longer than names and uids are. */
  private static final int LONGEST_NAME = 1024;

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private final TrackingSchema tables;
  private final TableProof proof;
  private final String sql;
  private final String sqlWithoutOwner;

  /**
   * Leaves as little work to the server as possible, because every inspection sends this query. It
   * is one statement because two would have different snapshots, and an inspection holds no lock.
   */
  StateQuery(TrackingSchema tables) {
    this.tables = tables;
    this.proof = tables.proof();
    this.sqlWithoutOwner =
        bound(
                "octet_length(revision) + octet_length(path) + octet_length(message)"
                    + " + octet_length(sha256) + octet_length(state)"
                    + " + octet_length(changesets::text) + octet_length(down_revisions::text)"
                    + " + octet_length(branch_labels::text) + octet_length(depends_on::text)",
                "revision_archive")
            + bound(
                "octet_length(filename) + octet_length(id) + octet_length(author)"
                    + " + octet_length(exectype)",
                "databasechangelog")
            + COLUMNS
            + tables.table("revision_archive")
            + " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " NULL, filename, id, author, orderexecuted, exectype, NULL FROM "
            + tables.table("databasechangelog");
    this.sql =
        bound("octet_length(tracking_owner::text)", "tracking_owner")
            + sqlWithoutOwner
            + " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " NULL, NULL, NULL, NULL, NULL, NULL, ARRAY[migrated_schema, target, installation,"
            + " namespace, name, uid] FROM "
            + tables.table("tracking_owner");
  }

  private String bound(String size, String table) {
    return Bound.statement(size, "FROM " + tables.table(table), LIMIT) + "; ";
  }

  /** Whether a query failed because there are no tracking tables. */
  static boolean notInstalled(SQLException e) {
    return e.getSQLState() != null && NOT_INSTALLED.contains(e.getSQLState());
  }

  /**
   * Reads the state.
   *
   * @param toWrite whether the tables will be written, which takes more of a proof
   */
  RecordedState read(Session session, boolean toWrite) throws SQLException {
    try {
      return readInstalled(session, toWrite);
    } catch (SQLException e) {
      if (notInstalled(e)) {
        return RecordedState.NONE;
      }
      if (Bound.exceeded(e)) {
        throw proof.oversized(session, "a table in " + tables.name(), LIMIT);
      }
      throw e;
    }
  }

  private RecordedState readInstalled(Session session, boolean toWrite) throws SQLException {
    try {
      return read(session, sql, toWrite);
    } catch (SQLException e) {
      if (!notInstalled(e)) {
        throw e;
      }
    }
    // Tables of an earlier version have no owner.
    return read(session, sqlWithoutOwner, toWrite);
  }

  private RecordedState read(Session session, String query, boolean toWrite) throws SQLException {
    var byOrder = new TreeMap<Long, ArchivedRevision>();
    var ran = new ArrayList<Ran>();
    var ownership = new ArrayList<Ownership>();
    OwnQuery.RowReader reader =
        row -> {
          if (row.getString(1) != null) {
            byOrder.put(row.getLong(12), revision(row));
          } else if (row.getString(13) != null) {
            ran.add(new Ran(key(row), row.getInt(16), ExecType.of(row.getString(17))));
          } else {
            ownership.add(ownership((@Nullable String[]) row.getArray(18).getArray()));
          }
        };
    if (toWrite) {
      proof.queryToWrite(session, query, reader);
    } else {
      proof.query(session, query, reader);
    }
    return state(List.copyOf(byOrder.values()), ran, ownership.stream().findFirst());
  }

  private static Ownership ownership(@Nullable String[] row) {
    var owner =
        Optional.ofNullable(row[5])
            .map(uid -> new DatabaseOwner(text(row[2]), text(row[3]), text(row[4]), text(uid)));
    return new Ownership(row[0], owner, text(row[1]));
  }

  /**
   * What the operator has written is short and printable; a tenant may have written anything else,
   * which ends in the log and on the terminal of other people.
   */
  private static String text(@Nullable String column) {
    var text = Objects.requireNonNullElse(column, "");
    var start = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }

  /** A row of Liquibase's table. */
  private record Ran(String key, int order, ExecType execType) {}

  private static String key(ResultSet row) throws SQLException {
    return new ChangesetId(row.getString(13), row.getString(14), row.getString(15)).key();
  }

  private static RecordedState state(
      List<ArchivedRevision> revisions, List<Ran> ran, Optional<Ownership> ownership) {
    var archived = new HashSet<String>();
    revisions.forEach(it -> archived.addAll(it.changesets()));
    var foreign = new TreeSet<String>();
    var present = new HashSet<String>();
    var notExecuted = new HashMap<String, ExecType>();
    int lastOrder = 0;
    for (var row : ran) {
      present.add(row.key());
      lastOrder = Math.max(lastOrder, row.order());
      if (!archived.contains(row.key())) {
        foreign.add(row.key());
      }
      if (!row.execType().executed()) {
        notExecuted.put(row.key(), row.execType());
      }
    }
    var missing =
        revisions.stream()
            .filter(it -> it.state() == RevisionState.APPLIED)
            .flatMap(it -> it.changesets().stream())
            .filter(key -> !present.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    return new RecordedState(
        true,
        revisions,
        List.copyOf(foreign),
        List.copyOf(missing),
        lastOrder,
        notExecuted,
        ownership);
  }

  private static ArchivedRevision revision(ResultSet row) throws SQLException {
    var revision =
        new Revision(
            row.getString(1), texts(row, 8), texts(row, 9), texts(row, 10), row.getString(11));
    return new ArchivedRevision(
        revision,
        RevisionState.valueOf(row.getString(2)),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        texts(row, 7));
  }

  /** Splits short plain arrays itself, because the driver's parser is slow. */
  private static List<String> texts(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    if (text.indexOf('"') >= 0 || text.indexOf('{', 1) >= 0) {
      return List.of((String[]) row.getArray(column).getArray());
    }
    return text.length() == 2
        ? List.of()
        : List.of(text.substring(1, text.length() - 1).split(","));
  }
}
