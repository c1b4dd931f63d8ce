package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.StatementBatch.Part;
import java.util.List;

/**
 * Writes the session settings that hold at the beginning of every revision. A script that runs
 * {@code SET search_path} or {@code SET ROLE}, or creates a temporary table, must not affect the
 * next revision: whether that runs in the same session or in a later one must make no difference.
 *
 * <p>Our own statements run under a search_path without any schema that others can create objects
 * in: what looks up {@code =} or {@code lower} there finds the server's. Only the statements of
 * migrations run under theirs.
 */
final class SessionDefaults {
  /** Temporary objects come last: unnamed, they would be found before those of the server. */
  static final String OWN_SEARCH_PATH = searchPath("pg_catalog, pg_temp");

  /** What does not depend on the connection. */
  private static final String ALWAYS =
      String.join(
          ", ",
          config("idle_in_transaction_session_timeout", "0"),
          config("standard_conforming_strings", "on"),
          config("check_function_bodies", "on"),
          // The server notices a vanished client within a minute, a killed one at once.
          config("tcp_keepalives_idle", "30"),
          config("tcp_keepalives_interval", "10"),
          config("tcp_keepalives_count", "3"),
          // The same while an answer is being sent, when keepalive does not apply.
          config("tcp_user_timeout", "60000"),
          from(14, config("client_connection_check_interval", "1000")),
          // Meant for applications: a run idles between two attempts, and revisions take long.
          from(14, config("idle_session_timeout", "0")),
          from(17, config("transaction_timeout", "0")),
          // What is reported as applied must survive a crash of the server.
          "CASE WHEN pg_catalog.current_setting('synchronous_commit') = 'off' THEN "
              + config("synchronous_commit", "on")
              + " END");

  private final String expression;
  private final String lock;
  private final Part migrationSearchPath;

  /**
   * @param searchPath of the migrations, names separated by commas
   */
  SessionDefaults(ConnectionSettings settings, String searchPath, SessionTimeouts timeouts) {
    this.lock =
        "CASE WHEN pg_catalog.pg_try_advisory_lock("
            + new MigrationLock(settings.trackingSchema()).key()
            + ") THEN 'true' ELSE 'another run has the migration lock' END::boolean";
    this.migrationSearchPath = Part.of(searchPath(MigrationSchemas.searchPath(searchPath)));
    this.expression = selectList(settings, timeouts);
  }

  /** Select list that writes every setting but the search_path, one column each. */
  static String selectList(ConnectionSettings settings, SessionTimeouts timeouts) {
    return String.join(
        ", ",
        config("role", settings.role().orElse("none")),
        config("lock_timeout", Long.toString(timeouts.lock().toMillis())),
        config("statement_timeout", Long.toString(timeouts.statement().toMillis())),
        ALWAYS);
  }

  /** Sets the search_path of migrations. */
  Part migrationSearchPath() {
    return migrationSearchPath;
  }

  /**
   * Restores every setting. The migration lock is taken once more: that costs nothing while the
   * session has it, and a script may have released it. Where another session has it by then, the
   * server rejects the batch with {@link RecordRejectedException.Refusal#LOCK_TAKEN}.
   *
   * @param applicationName is set with the other settings
   */
  StatementBatch restore(String applicationName) {
    return new StatementBatch(
        List.of(
            Part.of("RESET ALL"),
            Part.of(OWN_SEARCH_PATH),
            new Part(
                "SELECT "
                    + expression
                    + ", pg_catalog.set_config('application_name', ?, false), "
                    + lock,
                (statement, next) -> {
                  statement.setString(next, cut(applicationName));
                  return next + 1;
                })));
  }

  /** As {@link #restore}, at the end of a revision: also drops temporary tables. */
  StatementBatch leaveRevision(String applicationName) {
    return restore(applicationName).then(Part.of("DISCARD TEMP"));
  }

  /**
   * A statement that sets the search_path. It is no SET: for each of those the driver forgets the
   * statements that it has prepared, which are analyzed under the same path every time.
   */
  private static String searchPath(String schemas) {
    return "SELECT " + config("search_path", schemas);
  }

  /** The part of an application name that the server keeps. */
  static String cut(String name) {
    return name.length() > 63 ? name.substring(0, 63) : name;
  }

  private static String from(int serverVersion, String expression) {
    return "CASE WHEN pg_catalog.current_setting('server_version_num')::int >= "
        + serverVersion * 10_000
        + " THEN "
        + expression
        + " END";
  }

  private static String config(String name, String value) {
    return "pg_catalog.set_config("
        + SqlQuoting.literal(name)
        + ", "
        + SqlQuoting.literal(value)
        + ", false)";
  }
}
