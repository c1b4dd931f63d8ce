package dev.schemamigration.chaos;

import dev.schemamigration.testing.TestDatabase;
import java.util.List;

/** The server's processes that work for our runs on one database, and the locks they hold. */
record Backends(TestDatabase database) {
  private static final String OURS =
      " FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name LIKE 'schema-migration/%'";
  private static final String HOLDERS =
      "SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database())";

  static Backends of(TestDatabase database) {
    return new Backends(database.asAdministrator());
  }

  /** Who holds an advisory lock of the database, dead or alive. */
  List<Long> lockHolders() {
    return pids(HOLDERS);
  }

  /** Whether one of them is in a statement that has taken a second already. */
  boolean areInALongStatement() {
    return !database
        .rows(
            "SELECT pid"
                + OURS
                + " AND state = 'active' AND clock_timestamp() - query_start > interval '1 s'")
        .isEmpty();
  }

  void terminate() {
    database.rows("SELECT pg_terminate_backend(pid)" + OURS);
  }

  /** Kills the one that runs, if there is one. */
  void kill() {
    pids(HOLDERS).stream().limit(1).forEach(database.server()::killBackend);
  }

  private List<Long> pids(String query) {
    return database.rows(query).stream().map(Long::valueOf).toList();
  }
}
