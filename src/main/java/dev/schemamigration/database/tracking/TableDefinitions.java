package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;

/** The definitions of the tracking tables, with what those of an earlier version lack. */
final class TableDefinitions {
  private static final String LACKING =
      "SELECT pg_catalog.count(*) < 2 FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS"
          + " c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ?::pg_catalog.text AND c.relname = 'revision_archive' AND a.attname"
          + " IN ('contexts', 'labels') AND NOT a.attisdropped";

  private final TrackingSchema tables;

  TableDefinitions(TrackingSchema tables) {
    this.tables = tables;
  }

  /** The columns of Liquibase 4, so that its own tools can read and write the table. */
  String changelogTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + tables.table("databasechangelog")
        + """
         (
          id varchar(255) NOT NULL,
          author varchar(255) NOT NULL,
          filename varchar(255) NOT NULL,
          dateexecuted timestamp NOT NULL,
          orderexecuted int NOT NULL,
          exectype varchar(10) NOT NULL,
          md5sum varchar(35),
          description varchar(255),
          comments varchar(255),
          tag varchar(255),
          liquibase varchar(20),
          contexts varchar(255),
          labels varchar(255),
          deployment_id varchar(10)
        )\
        """;
  }

  String archiveTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + tables.table("revision_archive")
        + """
         (
          revision text PRIMARY KEY,
          state text NOT NULL CHECK (state IN ('APPLYING', 'APPLIED', 'UNDOING')),
          attempt uuid NOT NULL,
          applied_order bigint GENERATED ALWAYS AS IDENTITY,
          down_revisions text[] NOT NULL,
          branch_labels text[] NOT NULL,
          depends_on text[] NOT NULL,
          message text NOT NULL,
          irreversible boolean NOT NULL,
          path text NOT NULL,
          sha256 text NOT NULL,
          content bytea NOT NULL,
          resources bytea,
          resources_sha256 text,
          parameters jsonb NOT NULL,
          contexts text[],
          labels text,
          changesets text[] NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          duration_ms bigint NOT NULL,
          applied_by text NOT NULL,
          generation bigint NOT NULL,
          operator_version text NOT NULL
        )\
        """;
  }

  String journalTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + tables.table("revision_journal")
        + """
         (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          at timestamptz NOT NULL DEFAULT clock_timestamp(),
          event text NOT NULL,
          run uuid NOT NULL,
          attempt uuid,
          revision text,
          changeset text,
          statement int NOT NULL,
          detail text NOT NULL,
          author text NOT NULL,
          generation bigint NOT NULL,
          operator_version text NOT NULL
        )\
        """;
  }

  /** One row; without an owner its four columns are null. */
  String ownerTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + tables.table("tracking_owner")
        + """
         (
          only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
          migrated_schema text NOT NULL,
          installation text,
          namespace text,
          name text,
          uid text,
          target text NOT NULL,
          since timestamptz NOT NULL DEFAULT clock_timestamp()
        )\
        """;
  }

  /**
   * Adds the columns that an archive of an earlier version lacks: ALTER TABLE locks the table and
   * needs its owner.
   */
  void addColumns(Session session) throws SQLException {
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
