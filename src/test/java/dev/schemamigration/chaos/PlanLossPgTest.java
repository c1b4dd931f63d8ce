package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.Outcome;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.CuttingProxy;
import dev.schemamigration.testing.CuttingProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Loses the connection of a plan that is one transaction. */
class PlanLossPgTest {
  private static final long SEED = Effort.seed();
  private static final int REVISIONS = 2;
  private static final Bundle BUNDLE = MixedRevisions.of(REVISIONS, TestPostgres.newest());

  private final Line line = Line.of(REVISIONS, TestPostgres.newest());

  @Test
  void whereverTheConnectionIsLostAllOfThePlanIsThereOrNothing() throws IOException {
    var moments = Moment.all(roundTrips());
    var chosen = Moment.chosen(moments, SEED);
    for (var moment : chosen) {
      lose(moment);
    }
    System.out.printf(
        "plan in one transaction: lost %d of %d moments, seed %d%n",
        chosen.size(), moments.size(), SEED);
  }

  private int roundTrips() throws IOException {
    try (var proxy = CuttingProxy.inFrontOf(line.database(0), number -> Fate.PASSES)) {
      assertThat(pass(proxy.database()).to("head").outcome()).isEqualTo(new Outcome.Migrated());
      return proxy.roundTrips().size();
    }
  }

  private void lose(Moment moment) throws IOException {
    var context = "seed %d, %s".formatted(SEED, moment);
    var database = line.database(0);
    try (var proxy = moment.inFrontOf(database)) {
      pass(proxy.database()).to("head");
      assertThat(proxy.hasCut()).as(context).isTrue();
    }
    assertThat(new Books(database).applied()).as(context).isIn(0, REVISIONS);

    var report = pass(database).to("head");

    assertThat(report.outcome()).as(context).isIn(new Outcome.Migrated(), new Outcome.Settled());
    line.requireUnscathed(database, REVISIONS, context);
    line.server().drop(database);
  }

  private static Pass pass(TestDatabase database) {
    return new Pass(BUNDLE, database).inOneTransaction();
  }
}
