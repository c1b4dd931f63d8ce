package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.Outcome;
import dev.schemamigration.migration.Reason;
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
 * every moment of one loss; this has losses on top of losses, on the oldest server too.
 */
class LossAfterLossPgTest {
  private static final long SEED = Effort.seed();
  private static final int STORIES = Effort.LONG.isAsked() ? 150 : 10;
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
    var line = Line.of(MixedRevisions.KINDS_COUNT, server);
    var failures = new ArrayList<AssertionError>();
    int losses = 0;
    for (int story = 0; story < STORIES; story++) {
      var told = new Story(line, story);
      try {
        told.play();
      } catch (AssertionError e) {
        failures.add(e);
      }
      losses += told.lost;
    }
    System.out.printf(
        "%s: %d stories, %d connections lost, seed %d%n", server, STORIES, losses, SEED);
    assertThat(failures).isEmpty();
    assertThat(losses).isPositive();
  }

  /** Some losses on one database, and the run that ends them. */
  private static final class Story {
    private final Line line;
    private final Random random;
    private final List<String> so = new ArrayList<>();
    private int lost;

    /** A seed of its own, so that one story can be told again without the others. */
    Story(Line line, int number) {
      this.line = line;
      this.random = new Random(SEED * 1_000 + number);
      so.add("seed %d, story %d".formatted(SEED, number));
    }

    void play() throws IOException {
      int from = random.nextInt(line.length() + 1);
      so.add("from " + Line.target(from));
      var database = line.database(from);
      int losses = 2 + random.nextInt(MOST_LOSSES - 1);
      for (int i = 0; i < losses; i++) {
        lose(database);
      }
      int target = random.nextInt(line.length() + 1);
      so.add("then " + Line.target(target));

      var report = new Pass(line.bundle(), database).to(Line.target(target));

      assertThat(report.fault()).as("%s", so).isEmpty();
      assertThat(report.outcome()).as("%s", so).isIn(new Outcome.Migrated(), new Outcome.Settled());
      line.requireUnscathed(database, target, so.toString());
      line.server().drop(database);
    }

    private void lose(TestDatabase database) throws IOException {
      int target = random.nextInt(line.length() + 1);
      var fate = Moment.LOSSES.get(random.nextInt(Moment.LOSSES.size()));
      var moment = new Moment(1 + random.nextInt(LAST_ROUND_TRIP), fate);
      try (var proxy = moment.inFrontOf(database)) {
        var report = new Pass(line.bundle(), proxy.database()).to(Line.target(target));
        so.add(
            "to %s, round trip %d %s (%s)"
                .formatted(
                    Line.target(target),
                    moment.roundTrip(),
                    proxy.hasCut() ? fate : "not reached",
                    Pass.inShort(proxy.roundTrips().getLast())));
        lost += proxy.hasCut() ? 1 : 0;
        report
            .fault()
            .ifPresent(
                fault ->
                    assertThat(fault.reason())
                        .as("%s: %s", so, fault.message())
                        .isIn(Reason.ConnectionLost, Reason.DatabaseUnreachable));
      }
    }
  }
}
