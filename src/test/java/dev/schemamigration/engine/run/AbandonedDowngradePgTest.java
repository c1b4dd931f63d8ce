package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Abandoning a failed downgrade must not roll back changesets that it had no effect on. */
class AbandonedDowngradePgTest {
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> alone(String sql, String rollback) {
    return files(
        "1_a.sql",
        revision("1", "", "CREATE TABLE keep (id int);", "DROP TABLE keep;"),
        "2_b.sql",
        revision("2", "1", sql, rollback).replace("test:2", "test:2 runInTransaction:false"));
  }

  @Test
  void aDowngradeThatFailedAtItsFirstStatementAndIsTakenBackKeepsTheData() {
    var files = alone("CREATE TABLE logs (id int);", "DELETE FROM nowhere;\nDROP TABLE logs;");
    fixture.migrate(files, "head");
    fixture.database.execute("INSERT INTO logs VALUES (1)");
    assertThat(fixture.migrate(files, "1").fault().map(Fault::reason))
        .contains(Reason.MigrationFailed);
    fixture.database.execute("CREATE TABLE nowhere ()");

    var report = fixture.migrate(files, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT count(*) FROM logs")).isEqualTo("1");
  }

  @Test
  void anIndexThatAFailedDowngradeHasMadeInvalidIsBuiltAgain() throws Exception {
    var files =
        alone(
            "CREATE INDEX CONCURRENTLY keep_id ON keep (id);", "DROP INDEX CONCURRENTLY keep_id;");
    fixture.migrate(files, "head");
    var down =
        MigrationFixture.with(
            fixture.request(files, "1"),
            new Execution(
                Execution.TransactionScope.REVISION,
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Duration.ofSeconds(30)));
    try (var reader =
        OpenTransaction.of(fixture.database, "REPEATABLE READ", "SELECT count(*) FROM keep")) {
      assertThat(fixture.migrate(down).fault().map(Fault::reason)).contains(Reason.MigrationFailed);
      reader.end();
    }
    assertThat(valid()).isEqualTo("f");

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));

    assertThat(valid()).isEqualTo("t");
  }

  private String valid() {
    return fixture.database.one(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'keep_id'::regclass");
  }
}
