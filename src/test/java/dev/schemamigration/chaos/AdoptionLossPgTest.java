package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loses the connection while another tool's history is adopted. */
class AdoptionLossPgTest {
  private static final long SEED = ChaosMode.seed();
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final Bundle BUNDLE = MixedRevisions.of(3, SERVER);

  private final TestDatabase alembics = alembics();

  /** A database that Alembic brought to the second of three revisions. */
  private static TestDatabase alembics() {
    var database = SERVER.createDatabase();
    ExecutionLog.createIn(database);
    assertThat(new MigrationRun(BUNDLE, database).migrateTo("r02").fault()).isEmpty();
    database.execute(
        "DROP SCHEMA schema_migration CASCADE",
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('r02')");
    return database;
  }

  @Test
  void theHistoryIsAdoptedOnceAndWholeWhereverTheConnectionIsLost() throws IOException {
    var losses = losses();
    var chosen = RoundTripLoss.sampled(losses, SEED);
    for (var loss : chosen) {
      lose(loss);
    }
    System.out.printf(
        "adoption: %d of %d possible losses, seed %d%n", chosen.size(), losses.size(), SEED);
  }

  private List<RoundTripLoss> losses() throws IOException {
    var database = SERVER.cloneOf(alembics);
    try (var proxy = RoundTripLossProxy.inFrontOf(database, number -> Fate.PASSES)) {
      run(proxy.database()).migrateTo("head");
      return RoundTripLoss.all(proxy.roundTrips().size());
    }
  }

  private void lose(RoundTripLoss loss) throws IOException {
    var database = SERVER.cloneOf(alembics);
    var context = "seed %d, %s".formatted(SEED, loss);
    try (var proxy = loss.inFrontOf(database)) {
      run(proxy.database()).migrateTo("head");
      assertThat(proxy.hasCut()).as(context).isTrue();
    }
    assertThat(recorded(database)).as("%s: all or nothing", context).isIn("0", "2", "3");

    var report = run(database).migrateTo("head");

    assertThat(report.outcome()).as(context).isIn(new Outcome.Migrated(), new Outcome.Settled());
    assertThat(recorded(database)).as(context).isEqualTo("3");
    assertThat(
            database.rows(
                "SELECT detail FROM schema_migration.revision_journal WHERE event = 'ADOPTED'"))
        .as(context)
        .containsExactly("Alembic (public.alembic_version): r02");
    SERVER.drop(database);
  }

  private static String recorded(TestDatabase database) {
    var archive = "schema_migration.revision_archive";
    return database.one("SELECT to_regclass('" + archive + "') IS NULL").equals("t")
        ? "0"
        : database.one("SELECT count(*) FROM " + archive + " WHERE state = 'APPLIED'");
  }

  private static MigrationRun run(TestDatabase database) {
    return new MigrationRun(BUNDLE, database).adopting();
  }
}
