package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that confirms commits before they are durable. */
class AsynchronousCommitPgTest {
  private final TestPostgres server = TestPostgres.own();

  @AfterEach
  void stopTheServer() {
    server.stop();
  }

  @Test
  void whatWasReportedAsAppliedOutlivesTheServerAllTheSame() {
    var bundle = MixedRevisions.of(MixedRevisions.KINDS_COUNT, server);
    var database = server.createDatabase();
    ExecutionLog.createIn(database);
    database
        .asAdministrator()
        .execute(
            "ALTER ROLE " + database.user() + " SET synchronous_commit = off",
            "ALTER SYSTEM SET wal_writer_delay = '10s'",
            "ALTER SYSTEM SET wal_writer_flush_after = '1GB'",
            "SELECT pg_reload_conf()");

    assertThat(new MigrationRun(bundle, database).migrateTo("head").outcome())
        .isEqualTo(new Outcome.Migrated());
    server.kill();
    server.start();

    assertThat(new MigrationRun(bundle, database).migrateTo("head").outcome())
        .isEqualTo(new Outcome.Settled());
  }
}
