package dev.schemamigration.database.tracking;

import dev.schemamigration.database.proof.TableProof;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SqlQuoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Names and creates the tracking tables. */
final class TrackingSchema {
  /** Every tracking table. */
  static final List<String> TABLES =
      List.of("databasechangelog", "revision_archive", "revision_journal", "tracking_owner");

  private final String schema;
  private final TableProof proof;

  TrackingSchema(String schema) {
    this.schema = schema;
    this.proof = TableProof.ofTracking(schema, TABLES);
  }

  /** The proof of every tracking table that exists. */
  TableProof proof() {
    return proof;
  }

  /** The schema's name. */
  String name() {
    return schema;
  }

  /** Qualified name of one of the tables. */
  String table(String name) {
    return SqlQuoting.identifier(schema) + "." + name;
  }

  /** Creates missing tables in one transaction; the session's role becomes their owner. */
  void install(Session session) throws SQLException {
    session.inTransaction(
        () -> {
          try (var statement = session.connection().createStatement()) {
            // CREATE SCHEMA IF NOT EXISTS needs the privilege even when the schema exists.
            boolean ours = !exists(session);
            if (ours) {
              statement.execute("CREATE SCHEMA " + SqlQuoting.identifier(schema));
            }
            // So does CREATE TABLE, and tables of an earlier version may be all that a role has.
            var present = present(session);
            if (!present.contains("databasechangelog")) {
              statement.execute(changelogTable());
            }
            if (!present.contains("revision_archive")) {
              statement.execute(archiveTable());
            }
            if (!present.contains("revision_journal")) {
              statement.execute(journalTable());
              statement.execute(
                  "CREATE INDEX IF NOT EXISTS revision_journal_attempt ON "
                      + table("revision_journal")
                      + " (attempt) WHERE attempt IS NOT NULL");
            }
            if (!present.contains("tracking_owner")) {
              statement.execute(ownerTable());
            }
            for (var grantee : grantees(session, present)) {
              statement.execute(
                  TABLES.stream()
                      .filter(it -> !present.contains(it))
                      .map(this::table)
                      .collect(
                          Collectors.joining(
                              ", ",
                              "REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ",
                              " FROM " + grantee)));
            }
            if (!ours) {
              // What somebody else creates at the same moment does not become ours by IF NOT
              // EXISTS.
              proof.require(session);
            }
          }
        });
  }

  /** Those to whom default privileges have given a right to new tables, as written in SQL. */
  private List<String> grantees(Session session, Set<String> present) throws SQLException {
    var grantees = new ArrayList<String>();
    session.query(
        "SELECT DISTINCT CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE"
            + " format('%I', pg_get_userbyid(granted.grantee)) END FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " CROSS JOIN aclexplode(c.relacl) AS granted WHERE n.nspname = ?::text"
            + " AND c.relname = ANY (?) AND granted.grantee <> c.relowner",
        (statement, next) -> {
          var made = TABLES.stream().filter(it -> !present.contains(it)).toArray();
          statement.setString(next, schema);
          statement.setArray(next + 1, session.connection().createArrayOf("text", made));
          return next + 2;
        },
        row -> grantees.add(row.getString(1)));
    return grantees;
  }

  private Set<String> present(Session session) throws SQLException {
    var names = new HashSet<String>();
    session.query(
        "SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
            + " ON n.oid = c.relnamespace WHERE n.nspname = ?::text AND c.relname::text = ANY (?)",
        (statement, next) -> {
          statement.setString(next, schema);
          statement.setArray(
              next + 1, session.connection().createArrayOf("text", TABLES.toArray()));
          return next + 2;
        },
        row -> names.add(row.getString(1)));
    return names;
  }

  private boolean exists(Session session) throws SQLException {
    var found = new AtomicBoolean();
    session.query(
        "SELECT true FROM pg_catalog.pg_namespace WHERE nspname = ?::text",
        (statement, next) -> {
          statement.setString(next, schema);
          return next + 1;
        },
        row -> found.set(true));
    return found.get();
  }

  /** The columns of Liquibase 4, so that its own tools can read and write the table. */
  private String changelogTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + table("databasechangelog")
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

  private String archiveTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + table("revision_archive")
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

  private String journalTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + table("revision_journal")
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
  private String ownerTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + table("tracking_owner")
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
}
