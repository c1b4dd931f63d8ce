package dev.schemamigration.database.reader;

import dev.schemamigration.database.proof.TableProof;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.revision.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the archive as a role that may do nothing but read it, and need not trust its owner: the
 * table is locked, proven to run nothing, and read, in one round trip.
 */
public final class ArchiveReader {
  private static final String TABLE = "revision_archive";
  private static final String COLUMNS =
      "t.revision, t.state, t.down_revisions, t.branch_labels, t.depends_on";

  /** undefined_table and invalid_schema_name. */
  private static final Set<String> MISSING = Set.of("42P01", "3F000");

  private ArchiveReader() {}

  /**
   * Reads it; one that is not there holds nothing.
   *
   * @throws dev.schemamigration.database.proof.TamperedException when reading it could run what
   *     others have written
   */
  public static AppliedArchive read(Session session) throws SQLException {
    var schema = session.settings().trackingSchema();
    var revisions = new ArrayList<Revision>();
    var applied = new HashSet<String>();
    try {
      TableProof.ofReader(schema, TABLE)
          .queryLocked(
              session,
              SqlQuoting.identifier(schema) + "." + TABLE,
              "octet_length(ROW(" + COLUMNS + ")::text)",
              "SELECT "
                  + COLUMNS
                  + " FROM "
                  + SqlQuoting.identifier(schema)
                  + "."
                  + TABLE
                  + " AS t ORDER BY t.applied_order",
              row -> {
                var revision = revision(row);
                revisions.add(revision);
                if (row.getString(2).equals("APPLIED")) {
                  applied.add(revision.id());
                }
              });
    } catch (SQLException e) {
      if (MISSING.contains(String.valueOf(e.getSQLState()))) {
        return AppliedArchive.NONE;
      }
      throw e;
    }
    return new AppliedArchive(revisions, applied);
  }

  private static Revision revision(ResultSet row) throws SQLException {
    return new Revision(row.getString(1), texts(row, 3), texts(row, 4), texts(row, 5), "");
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
