package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Loses the connection of a plan that is one transaction. */
class PlanLossPgTest {
  private static final long SEED = ChaosMode.seed();
  private static final int REVISIONS = 2;
  private static final Bundle BUNDLE = MixedRevisions.of(REVISIONS, TestPostgres.newest());

  private final ReferenceHistory reference = ReferenceHistory.of(REVISIONS, TestPostgres.newest());

  @Test
  void whereverTheConnectionIsLostAllOfThePlanIsThereOrNothing() throws IOException {
    var losses = RoundTripLoss.all(roundTrips());
    var chosen = RoundTripLoss.sampled(losses, SEED);
    for (var loss : chosen) {
      lose(loss);
    }
    System.out.printf(
        "plan in one transaction: %d of %d possible losses, seed %d%n",
        chosen.size(), losses.size(), SEED);
  }

  private int roundTrips() throws IOException {
    try (var proxy = RoundTripLossProxy.inFrontOf(reference.database(0), number -> Fate.PASSES)) {
      assertThat(run(proxy.database()).migrateTo("head").outcome())
          .isEqualTo(new Outcome.Migrated());
      return proxy.roundTrips().size();
    }
  }

  private void lose(RoundTripLoss loss) throws IOException {
    var context = "seed %d, %s".formatted(SEED, loss);
    var database = reference.database(0);
    try (var proxy = loss.inFrontOf(database)) {
      run(proxy.database()).migrateTo("head");
      assertThat(proxy.hasCut()).as(context).isTrue();
    }
    assertThat(new TrackingRecords(database).applied()).as(context).isIn(0, REVISIONS);

    var report = run(database).migrateTo("head");

    assertThat(report.outcome()).as(context).isIn(new Outcome.Migrated(), new Outcome.Settled());
    reference.requireReferenceState(database, REVISIONS, context);
    reference.server().drop(database);
  }

  private static MigrationRun run(TestDatabase database) {
    return new MigrationRun(BUNDLE, database).inOneTransaction();
  }
}
