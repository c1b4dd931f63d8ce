package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Kills the packaged operator, its connections and the database server at random moments of an
 * upgrade over thirty revisions and of their downgrade, and expects recovery without intervention.
 */
@ClusterTest
class RandomKillsKubeIT {
  private static final int REVISIONS = 30;
  private static final long SEED = ChaosMode.seed();

  /** The long form ends after so many kills, or so much time. */
  private static final int ENOUGH_KILLS = 100;

  private static final Duration ENOUGH_TIME = Duration.ofMinutes(40);

  @Test
  @Timeout(3600)
  void whateverIsKilledTheOperatorArrivesByItselfAndEachChangesetRanOnce(Cluster cluster)
      throws IOException {
    boolean all = ChaosMode.LONG.isActive();
    var random = new Random(SEED);
    var total = new KillStatistics();
    long began = System.nanoTime();
    var server = TestPostgres.own();
    try {
      var reference = ReferenceHistory.ofEndpoints(REVISIONS, server);
      for (int number = 1; number == 1 || all && goesOn(total, began); number++) {
        var name = "seed %d, round %d".formatted(SEED, number);
        try (var round = new KillRound(cluster, reference, random, all ? 6 : 3, name)) {
          var statistics = round.run();
          System.out.printf("%s: %s%n", name, statistics);
          total.add(statistics);
        }
      }
    } finally {
      server.stop();
    }
    System.out.printf("seed %d, in all: %s%n", SEED, total);
    // About half of them do; of the few of the short form now and then none.
    assertThat(total.interruptedRuns())
        .as("many kills come while a run is under way")
        .isGreaterThanOrEqualTo(all ? total.kills() / 4 : 0);
  }

  private static boolean goesOn(KillStatistics total, long began) {
    return total.kills() < ENOUGH_KILLS && System.nanoTime() - began < ENOUGH_TIME.toNanos();
  }
}
