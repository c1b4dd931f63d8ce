package dev.schemamigration.migration.session;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.PoolingProxy;
import dev.schemamigration.testing.RealPgBouncer;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolerPgTest {
  @TempDir Path folder;

  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"));

  @Test
  void aPoolOfTransactionsIsRefusedBeforeAnythingIsWritten() throws Exception {
    var database = TestPostgres.newest().createDatabase();
    try (var proxy = PoolingProxy.inFrontOf(database, PoolingProxy.Mode.TRANSACTION)) {
      var fixture = new MigrationFixture(proxy.database());

      var report = fixture.migrate(ONE, "head");

      var fault = report.fault().orElseThrow();
      assertThat(fault.reason()).isEqualTo(Reason.PoolerNotSupported);
      assertThat(fault.message())
          .endsWith(
              " is a pooler that gives every transaction another server process, so the migration"
                  + " lock would not hold; point it at the server itself or at a pool in session"
                  + " mode");
      assertThat(
              database.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'schema_migration'"))
          .isEmpty();
    }
  }

  @Test
  void aPoolThatWouldKeepTheLockOfAKilledRunIsRefused() throws Exception {
    var database = TestPostgres.newest().createDatabase();
    try (var pooler =
        RealPgBouncer.inFrontOf(database, folder, "session", 20, "server_reset_query =")) {
      var report = new MigrationFixture(pooler.database()).migrate(ONE, "head");

      var fault = report.fault().orElseThrow();
      assertThat(fault.reason()).isEqualTo(Reason.PoolerNotSupported);
      assertThat(fault.message())
          .endsWith(
              " is a pooler that hands sessions on as they were left, so the migration lock of a"
                  + " run that was killed would stay; have it clean up (of PgBouncer:"
                  + " server_reset_query = DISCARD ALL), or point it at the server itself");
      assertThat(
              database.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'schema_migration'"))
          .isEmpty();
    }
  }

  @Test
  void aPoolOfSessionsIsUsed() throws Exception {
    var database = TestPostgres.newest().createDatabase();
    try (var proxy = PoolingProxy.inFrontOf(database, PoolingProxy.Mode.SESSION)) {
      assertThat(new MigrationFixture(proxy.database()).migrate(ONE, "head").outcome())
          .isEqualTo(new Outcome.Migrated());
    }
  }
}
