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
 * upgrade over thirty revisions and of the way back, and leaves it to itself.
 */
@ClusterTest
class RandomKillsKubeIT {
  private static final int REVISIONS = 30;
  private static final long SEED = Effort.seed();

  /** The long form ends after so many kills, or so much time. */
  private static final int ENOUGH_KILLS = 100;

  private static final Duration ENOUGH_TIME = Duration.ofMinutes(40);

  @Test
  @Timeout(3600)
  void whateverIsKilledTheOperatorArrivesByItselfAndEachChangesetRanOnce(Cluster cluster)
      throws IOException {
    boolean all = Effort.LONG.isAsked();
    var random = new Random(SEED);
    var total = new Tally();
    long began = System.nanoTime();
    var server = TestPostgres.own();
    try {
      var line = Line.betweenTheEndsOf(REVISIONS, server);
      for (int number = 1; number == 1 || all && goesOn(total, began); number++) {
        var name = "seed %d, round %d".formatted(SEED, number);
        try (var round = new KillRound(cluster, line, random, all ? 6 : 3, name)) {
          var tally = round.play();
          System.out.printf("%s: %s%n", name, tally);
          total.add(tally);
        }
      }
    } finally {
      server.stop();
    }
    System.out.printf("seed %d, in all: %s%n", SEED, total);
    // About half of them do; of the few of the short form now and then none.
    assertThat(total.runsCutOff())
        .as("many kills come while a run is under way")
        .isGreaterThanOrEqualTo(all ? total.kills() / 4 : 0);
  }

  private static boolean goesOn(Tally total, long began) {
    return total.kills() < ENOUGH_KILLS && System.nanoTime() - began < ENOUGH_TIME.toNanos();
  }
}
