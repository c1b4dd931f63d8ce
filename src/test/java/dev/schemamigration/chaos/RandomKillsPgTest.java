package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.ResettingProxy;
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
 * and changes the target between kills. The faults hit the server in the middle of its work, where
 * {@link EveryRoundTripPgTest} has those between client and server.
 */
class RandomKillsPgTest {
  private static final long SEED = ChaosMode.seed();
  private static final int ROUNDS = ChaosMode.LONG.isActive() ? 20 : 1;
  private static final int FAULTS = 10;
  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final int LONGEST_WAIT_MILLIS = 600;
  private static final Set<Reason> EXPECTED =
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
  private final KillStatistics statistics = new KillStatistics();
  private final List<Report> unexpected = new CopyOnWriteArrayList<>();
  private volatile String target = "";
  private volatile boolean stopRequested;
  private volatile boolean targetReached;
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
    var reference = ReferenceHistory.of(MixedRevisions.KINDS_COUNT, server);
    for (int round = 1; round <= ROUNDS; round++) {
      round(reference, "seed %d, %s, round %d".formatted(SEED, server, round));
    }
    System.out.printf("seed %d, %s, %d rounds: %s%n", SEED, server, ROUNDS, statistics);
    assertThat(statistics.interruptedRuns())
        .as("many kills come while a run is under way")
        .isGreaterThanOrEqualTo(ChaosMode.LONG.isActive() ? statistics.kills() / 4 : 1);
  }

  private void round(ReferenceHistory reference, String context) throws IOException {
    var database = reference.database(0);
    new ExecutionLog(database).setDuration(PAUSE);
    target = "base";
    reverse(reference);
    stopRequested = false;
    var steps = new ArrayList<>(List.of(context));
    try (var proxy = ResettingProxy.to(database)) {
      var runs =
          Background.start(
              Executors.callable(
                  () -> keepRunning(new MigrationRun(reference.bundle(), proxy.database()))));
      for (int i = 0; i < FAULTS; i++) {
        steps.add(injectFault(database, proxy, reference));
      }
      int last = reverse(reference);
      stopRequested = true;
      await(steps + ", then " + target).atMost(Duration.ofSeconds(90)).until(runs::isDone);
      runs.result();

      assertThat(unexpected).as("%s", steps).isEmpty();
      reference.requireReferenceState(database, last, steps.toString());
      statistics.addInterrupted(new TrackingRecords(database));
    }
    server.drop(database);
  }

  private String injectFault(
      TestDatabase database, ResettingProxy proxy, ReferenceHistory reference) {
    var wait = Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS));
    var kinds = random.nextInt(4) == 0 ? InjectedFault.ON_THE_SERVER : InjectedFault.ON_CONNECTIONS;
    var fault = kinds.get(random.nextInt(kinds.size()));
    boolean reverses = random.nextInt(3) == 0;
    if (targetReached) {
      reverse(reference);
    }
    await().pollDelay(wait).until(() -> true);
    fault.inject(database, proxy);
    statistics.count(fault.name());
    if (reverses) {
      reverse(reference);
    }
    server.awaitUp();
    return "%s after %d ms, to %s".formatted(fault, wait.toMillis(), target);
  }

  /** Reverses the direction of the runs. */
  private int reverse(ReferenceHistory reference) {
    int aim = target.equals("base") ? reference.length() - random.nextInt(3) : 0;
    target = ReferenceHistory.target(aim);
    targetReached = false;
    return aim;
  }

  /** Runs repeatedly, until one without further faults has reached the target. */
  private void keepRunning(MigrationRun run) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              boolean last = stopRequested;
              var aim = target;
              var report = run.migrateTo(aim);
              boolean there = !(report.outcome() instanceof Outcome.Stopped);
              targetReached = there && aim.equals(target);
              report
                  .fault()
                  .filter(it -> !EXPECTED.contains(it.reason()))
                  .ifPresent(it -> unexpected.add(report));
              return !unexpected.isEmpty()
                  || last && !(report.outcome() instanceof Outcome.Stopped);
            });
  }
}
