package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Loses the connection of the run that finds out about a loss, and of the run after that, each at a
 * round trip of its own, while the target changes between them. {@link EveryRoundTripPgTest} has
 * every round trip of one loss; this has losses during recovery, on the oldest server too.
 */
class RepeatedLossPgTest {
  private static final long SEED = ChaosMode.seed();
  private static final int TRIALS = ChaosMode.LONG.isActive() ? 150 : 10;
  private static final int MOST_LOSSES = 6;

  /** The last round trip that may be lost; a run that is over before has nothing to lose. */
  private static final int LAST_ROUND_TRIP = 120;

  static List<TestPostgres> servers() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  @Timeout(3600)
  void aRunThatRecoversMayItselfBeCutOffAndTurnedRound(TestPostgres server) throws IOException {
    var reference = ReferenceHistory.of(MixedRevisions.KINDS_COUNT, server);
    var failures = new ArrayList<AssertionError>();
    int losses = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      var sequence = new LossSequence(reference, trial);
      try {
        sequence.run();
      } catch (AssertionError e) {
        failures.add(e);
      }
      losses += sequence.lost;
    }
    System.out.printf(
        "%s: %d trials, %d connections lost, seed %d%n", server, TRIALS, losses, SEED);
    assertThat(failures).isEmpty();
    assertThat(losses).isPositive();
  }

  /** Some losses on one database, and the run that ends them. */
  private static final class LossSequence {
    private final ReferenceHistory reference;
    private final Random random;
    private final List<String> steps = new ArrayList<>();
    private int lost;

    /** A seed of its own, so that one trial can be run again without the others. */
    LossSequence(ReferenceHistory reference, int number) {
      this.reference = reference;
      this.random = new Random(SEED * 1_000 + number);
      steps.add("seed %d, trial %d".formatted(SEED, number));
    }

    void run() throws IOException {
      int from = random.nextInt(reference.length() + 1);
      steps.add("from " + ReferenceHistory.target(from));
      var database = reference.database(from);
      int losses = 2 + random.nextInt(MOST_LOSSES - 1);
      for (int i = 0; i < losses; i++) {
        lose(database);
      }
      int target = random.nextInt(reference.length() + 1);
      steps.add("then " + ReferenceHistory.target(target));

      var report =
          new MigrationRun(reference.bundle(), database).migrateTo(ReferenceHistory.target(target));

      assertThat(report.fault()).as("%s", steps).isEmpty();
      assertThat(report.outcome())
          .as("%s", steps)
          .isIn(new Outcome.Migrated(), new Outcome.Settled());
      reference.requireReferenceState(database, target, steps.toString());
      reference.server().drop(database);
    }

    private void lose(TestDatabase database) throws IOException {
      int target = random.nextInt(reference.length() + 1);
      var fate = RoundTripLoss.FATES.get(random.nextInt(RoundTripLoss.FATES.size()));
      var loss = new RoundTripLoss(1 + random.nextInt(LAST_ROUND_TRIP), fate);
      try (var proxy = loss.inFrontOf(database)) {
        var report =
            new MigrationRun(reference.bundle(), proxy.database())
                .migrateTo(ReferenceHistory.target(target));
        steps.add(
            "to %s, round trip %d %s (%s)"
                .formatted(
                    ReferenceHistory.target(target),
                    loss.roundTrip(),
                    proxy.hasCut() ? fate : "not reached",
                    MigrationRun.abbreviated(proxy.roundTrips().getLast())));
        lost += proxy.hasCut() ? 1 : 0;
        report
            .fault()
            .ifPresent(
                fault ->
                    assertThat(fault.reason())
                        .as("%s: %s", steps, fault.message())
                        .isIn(Reason.ConnectionLost, Reason.DatabaseUnreachable));
      }
    }
  }
}
