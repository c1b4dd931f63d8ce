package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;

/** Adds to an archive that an earlier version has created the columns that it lacks. */
final class ArchiveColumns {
  private static final String LACKING =
      "SELECT pg_catalog.count(*) < 2 FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS"
          + " c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ?::pg_catalog.text AND c.relname = 'revision_archive' AND a.attname"
          + " IN ('contexts', 'labels') AND NOT a.attisdropped";

  private final TrackingSchema tables;

  ArchiveColumns(TrackingSchema tables) {
    this.tables = tables;
  }

  /** Adds them, unless they are there: ALTER TABLE locks the table and needs its owner. */
  void add(Session session) throws SQLException {
    if (lacking(session)) {
      session.inTransaction(
          () -> {
            try (var statement = session.connection().createStatement()) {
              statement.execute(
                  "ALTER TABLE "
                      + tables.table("revision_archive")
                      + " ADD COLUMN IF NOT EXISTS contexts pg_catalog.text[],"
                      + " ADD COLUMN IF NOT EXISTS labels pg_catalog.text");
            }
          });
    }
  }

  private boolean lacking(Session session) throws SQLException {
    var found = new ArrayList<Boolean>();
    session.query(
        LACKING,
        (statement, next) -> {
          statement.setString(next, session.settings().trackingSchema());
          return next + 1;
        },
        row -> found.add(row.getBoolean(1)));
    return found.getFirst();
  }
}
