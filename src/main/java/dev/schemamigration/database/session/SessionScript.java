package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what {@link Session} does as statements of a script for {@code psql}: the settings under
 * which revisions run and are recorded, and the migration lock. What only the server knows is in
 * variables of {@code psql}.
 */
public final class SessionScript {
  /** What {@code psql} replaces by the first schema of the migrations, as a literal. */
  public static final String FIRST_SCHEMA = ":'schema_migration_schema'";

  private static final String VARIABLE = "schema_migration.search_path";

  private static final String OWN_SEARCH_PATH =
      "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false) AS own \\gset"
          + " schema_migration_";

  private final ConnectionSettings settings;
  private final SessionTimeouts timeouts;
  private final long lock;

  /** For the schemas and the role of {@code settings}, to whatever server they lead. */
  public SessionScript(ConnectionSettings settings, SessionTimeouts timeouts) {
    this.settings = settings;
    this.timeouts = timeouts;
    this.lock = new MigrationLock(settings.trackingSchema()).key();
  }

  /** A statement that runs {@code body} in the server, as PL/pgSQL. */
  public static String block(String body) {
    return "DO " + SqlQuoting.dollar(body) + ";";
  }

  /**
   * Lines that make sure that {@code psql} and the server take a text apart in the same way,
   * whatever a revision has set. They have nothing in them whose meaning depends on that.
   */
  public static List<String> lexing() {
    return List.of("SET standard_conforming_strings TO on;", "SET client_encoding TO 'UTF8';");
  }

  /** Begins the script: an error ends it, and the search_path of the migrations is found out. */
  public List<String> begin() {
    var variables =
        List.of(
            "\\set ON_ERROR_STOP on",
            "\\set ON_ERROR_ROLLBACK off",
            "\\set AUTOCOMMIT on",
            "\\set SINGLELINE off",
            "\\set FETCH_COUNT 0");
    var store =
        List.of(
            block(
                "BEGIN\n"
                    + settings
                        .schema()
                        .map(
                            it ->
                                "  PERFORM pg_catalog.set_config('search_path', "
                                    + SqlQuoting.literal(MigrationSchemas.searchPath(it))
                                    + ", false);\n")
                        .orElse("")
                    + "  PERFORM pg_catalog.set_config('role', "
                    + SqlQuoting.literal(settings.role().orElse("none"))
                    + ", false);\n  PERFORM pg_catalog.set_config('"
                    + VARIABLE
                    + "', pg_catalog.array_to_string(pg_catalog.current_schemas(false), ','),"
                    + " false);\nEND"),
            OWN_SEARCH_PATH,
            block(requiredSchemas()),
            schemas());
    return join(join(variables, lexing()), store);
  }

  private String requiredSchemas() {
    var missing =
        settings
            .firstSchema()
            .filter(it -> !it.equals("$user"))
            .map(
                it ->
                    "NOT "
                        + SqlQuoting.literal(it)
                        + "::text = ANY (string_to_array(current_setting('"
                        + VARIABLE
                        + "'), ','))")
            .orElse(
                "array_remove(string_to_array(current_setting('"
                    + VARIABLE
                    + "'), ','), 'pg_catalog') = '{}'");
    var message =
        settings
            .firstSchema()
            .map(
                it ->
                    SqlQuoting.literal("schema \"" + it + "\" does not exist, or role \"")
                        + " || current_user || '\" may not use it'")
            .orElse(
                "'no schema is named, and the search_path of role \"' || current_user || '\" names"
                    + " none that exists'");
    return "BEGIN\n  IF "
        + missing
        + " THEN\n    RAISE EXCEPTION USING MESSAGE = "
        + message
        + ";\n  END IF;\nEND";
  }

  /** The server's own search_path may name schemas in any order and {@code $user}. */
  private String schemas() {
    var path =
        settings
            .schema()
            .map(it -> SqlQuoting.literal(MigrationSchemas.searchPath(it)))
            .orElse(
                "(SELECT string_agg('\"' || replace(s, '\"', '\"\"') || '\"', ', ' ORDER BY n)"
                    + found());
    var first =
        settings
            .firstSchema()
            .map(SqlQuoting::literal)
            .orElse("(SELECT (array_agg(s ORDER BY n))[1]" + found());
    return "SELECT " + path + " AS path, " + first + " AS schema \\gset schema_migration_";
  }

  private static String found() {
    return " FROM unnest(string_to_array(current_setting('"
        + VARIABLE
        + "'), ',')) WITH ORDINALITY AS u (s, n) WHERE s NOT IN ('', 'pg_catalog'))";
  }

  /** Takes the migration lock, or ends the script where another run has it. */
  public List<String> lock() {
    return List.of(
        block(
            "BEGIN\n  IF NOT pg_try_advisory_lock("
                + lock
                + ") THEN\n    RAISE EXCEPTION USING MESSAGE = 'another run holds the migration lock"
                + " of this database; run the script again when it has ended';\n  END IF;\nEND"));
  }

  /** Gives the lock and the settings of the session back. */
  public List<String> end() {
    return List.of(
        "RESET ALL;",
        "RESET ROLE;",
        "SELECT pg_catalog.pg_advisory_unlock(" + lock + ") AS unlocked \\gset schema_migration_");
  }

  /** Sets the search_path of the migrations. */
  public List<String> enterMigration() {
    return List.of(
        "SELECT pg_catalog.set_config('search_path', :'schema_migration_path', false) AS path"
            + " \\gset schema_migration_");
  }

  /** Restores every setting that a revision may have changed. */
  public List<String> restore(String applicationName) {
    return join(
        join(List.of("RESET ALL;"), lexing()),
        List.of(
            OWN_SEARCH_PATH,
            block(
                "BEGIN\n  PERFORM "
                    + SessionDefaults.selectList(settings, timeouts)
                    + ", pg_catalog.set_config('application_name', "
                    + SqlQuoting.literal(SessionDefaults.cut(applicationName))
                    + ", false);\nEND")));
  }

  /** As {@link #restore}, at the end of a revision: also drops temporary tables. */
  public List<String> leaveRevision(String applicationName) {
    return join(restore(applicationName), List.of("DISCARD TEMP;"));
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
