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
  private final TableDefinitions definitions;

  TrackingSchema(String schema) {
    this.schema = schema;
    this.proof = TableProof.ofTracking(schema, TABLES);
    this.definitions = new TableDefinitions(this);
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
              statement.execute(definitions.changelogTable());
            }
            if (!present.contains("revision_archive")) {
              statement.execute(definitions.archiveTable());
            }
            if (!present.contains("revision_journal")) {
              statement.execute(definitions.journalTable());
              statement.execute(
                  "CREATE INDEX IF NOT EXISTS revision_journal_attempt ON "
                      + table("revision_journal")
                      + " (attempt) WHERE attempt IS NOT NULL");
            }
            if (!present.contains("tracking_owner")) {
              statement.execute(definitions.ownerTable());
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

  /**
   * The same as PL/pgSQL: the tables of a script that begins at base. What exists is used as it is
   * when it is complete.
   */
  String installation() {
    var name = SqlQuoting.literal(schema);
    return """
    DECLARE
      grantee text;
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = %s) THEN
        CREATE SCHEMA %s;
      END IF;
      IF to_regclass(%s) IS NOT NULL THEN
        RETURN;
      END IF;
    %s;
    %s;
    %s;
      CREATE INDEX revision_journal_attempt ON %s (attempt) WHERE attempt IS NOT NULL;
    %s;
      FOR grantee IN
        SELECT DISTINCT CASE granted.grantee WHEN 0 THEN 'PUBLIC'
          ELSE format('%%I', pg_get_userbyid(granted.grantee)) END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN aclexplode(c.relacl) AS granted
        WHERE n.nspname = %s AND c.relname IN (%s) AND granted.grantee <> c.relowner
      LOOP
        EXECUTE %s || grantee;
      END LOOP;
    END"""
        .formatted(
            name,
            SqlQuoting.identifier(schema),
            SqlQuoting.literal(table("tracking_owner")),
            definitions.changelogTable(),
            definitions.archiveTable(),
            definitions.journalTable(),
            table("revision_journal"),
            definitions.ownerTable(),
            name,
            TABLES.stream().map(SqlQuoting::literal).collect(Collectors.joining(", ")),
            SqlQuoting.literal(
                TABLES.stream()
                    .map(this::table)
                    .collect(
                        Collectors.joining(
                            ", ",
                            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ",
                            " FROM "))));
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
}
