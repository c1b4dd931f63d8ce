package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.Outcome;
import dev.schemamigration.migration.Reason;
import dev.schemamigration.migration.Report;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.BreakableLine;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills sessions and servers at random times while runs go up and down, also the run that recovers,
 * and changes the target between kills. The moments are the server's own here, in the middle of its
 * work, where {@link EveryRoundTripPgTest} has those between client and server.
 */
class RandomKillsPgTest {
  private static final long SEED = Effort.seed();
  private static final int ROUNDS = Effort.LONG.isAsked() ? 20 : 1;
  private static final int BLOWS = 10;
  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final int LONGEST_WAIT_MILLIS = 600;
  private static final Set<Reason> PASSING =
      EnumSet.of(Reason.ConnectionLost, Reason.DatabaseUnreachable, Reason.DatabaseStarting);

  private enum Version {
    OLDEST(TestPostgres::ownOldest),
    NEWEST(TestPostgres::own);

    private final Supplier<TestPostgres> server;

    Version(Supplier<TestPostgres> server) {
      this.server = server;
    }
  }

  private final Random random = new Random(SEED);
  private final Tally tally = new Tally();
  private final List<Report> strange = new CopyOnWriteArrayList<>();
  private volatile String target = "";
  private volatile boolean enough;
  private volatile boolean arrived;
  private TestPostgres server;

  @AfterEach
  void stopTheServer() {
    server.stop();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  @Timeout(1800)
  void whateverIsKilledTheNextRunsArrive(Version version) throws IOException {
    server = version.server.get();
    var line = Line.of(MixedRevisions.KINDS_COUNT, server);
    for (int round = 1; round <= ROUNDS; round++) {
      round(line, "seed %d, %s, round %d".formatted(SEED, server, round));
    }
    System.out.printf("seed %d, %s, %d rounds: %s%n", SEED, server, ROUNDS, tally);
    assertThat(tally.runsCutOff())
        .as("many kills come while a run is under way")
        .isGreaterThanOrEqualTo(Effort.LONG.isAsked() ? tally.kills() / 4 : 1);
  }

  private void round(Line line, String context) throws IOException {
    var database = line.database(0);
    new Ledger(database).takes(PAUSE);
    target = "base";
    turn(line);
    enough = false;
    var so = new ArrayList<>(List.of(context));
    try (var way = BreakableLine.to(database)) {
      var runs =
          Background.start(
              Executors.callable(() -> keepRunning(new Pass(line.bundle(), way.database()))));
      for (int i = 0; i < BLOWS; i++) {
        so.add(blow(database, way, line));
      }
      int last = turn(line);
      enough = true;
      await(so + ", then " + target).atMost(Duration.ofSeconds(90)).until(runs::isDone);
      runs.result();

      assertThat(strange).as("%s", so).isEmpty();
      line.requireUnscathed(database, last, so.toString());
      tally.cutOff(new Books(database));
    }
    server.drop(database);
  }

  private String blow(TestDatabase database, BreakableLine way, Line line) {
    var wait = Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS));
    var kinds = random.nextInt(4) == 0 ? Blow.ON_THE_SERVER : Blow.ON_CONNECTIONS;
    var blow = kinds.get(random.nextInt(kinds.size()));
    boolean turns = random.nextInt(3) == 0;
    if (arrived) {
      turn(line);
    }
    await().pollDelay(wait).until(() -> true);
    blow.strike(database, way);
    tally.count(blow.name());
    if (turns) {
      turn(line);
    }
    server.awaitUp();
    return "%s after %d ms, to %s".formatted(blow, wait.toMillis(), target);
  }

  /** Sends the runs the other way. */
  private int turn(Line line) {
    int aim = target.equals("base") ? line.length() - random.nextInt(3) : 0;
    target = Line.target(aim);
    arrived = false;
    return aim;
  }

  /** Runs again and again, until one that nobody disturbs any more has arrived. */
  private void keepRunning(Pass pass) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              boolean last = enough;
              var aim = target;
              var report = pass.to(aim);
              boolean there = !(report.outcome() instanceof Outcome.Stopped);
              arrived = there && aim.equals(target);
              report
                  .fault()
                  .filter(it -> !PASSING.contains(it.reason()))
                  .ifPresent(it -> strange.add(report));
              return !strange.isEmpty() || last && !(report.outcome() instanceof Outcome.Stopped);
            });
  }
}
