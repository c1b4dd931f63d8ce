package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.Outcome;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.CuttingProxy;
import dev.schemamigration.testing.CuttingProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loses the connection while another tool's history is taken over. */
class AdoptionLossPgTest {
  private static final long SEED = Effort.seed();
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final Bundle BUNDLE = MixedRevisions.of(3, SERVER);

  private final TestDatabase alembics = alembics();

  /** A database that Alembic brought to the second of three revisions. */
  private static TestDatabase alembics() {
    var database = SERVER.createDatabase();
    Ledger.in(database);
    assertThat(new Pass(BUNDLE, database).to("r02").fault()).isEmpty();
    database.execute(
        "DROP SCHEMA schema_migration CASCADE",
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('r02')");
    return database;
  }

  @Test
  void itIsTakenOverOnceAndWholeWhereverTheConnectionIsLost() throws IOException {
    var moments = moments();
    var chosen = Moment.chosen(moments, SEED);
    for (var moment : chosen) {
      lose(moment);
    }
    System.out.printf(
        "adoption: lost %d of %d moments, seed %d%n", chosen.size(), moments.size(), SEED);
  }

  private List<Moment> moments() throws IOException {
    var database = SERVER.cloneOf(alembics);
    try (var proxy = CuttingProxy.inFrontOf(database, number -> Fate.PASSES)) {
      pass(proxy.database()).to("head");
      return Moment.all(proxy.roundTrips().size());
    }
  }

  private void lose(Moment moment) throws IOException {
    var database = SERVER.cloneOf(alembics);
    var context = "seed %d, %s".formatted(SEED, moment);
    try (var proxy = moment.inFrontOf(database)) {
      pass(proxy.database()).to("head");
      assertThat(proxy.hasCut()).as(context).isTrue();
    }
    assertThat(recorded(database)).as("%s: all or nothing", context).isIn("0", "2", "3");

    var report = pass(database).to("head");

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

  private static Pass pass(TestDatabase database) {
    return new Pass(BUNDLE, database).adopting();
  }
}
