package dev.schemamigration.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.local.Polling;
import dev.schemamigration.testing.ApiServer;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ContainerImage;
import dev.schemamigration.testing.LimitedOperator;
import dev.schemamigration.testing.ProcessStatistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator with the container's own flags inside a memory limit, over many resources with a
 * database each, on a real API server; {@code make bench-scale N=1000} runs it. What it finds is
 * left in target/bench.
 */
class ScaleBenchmark {
  private static final Path RESULTS = Path.of("target", "bench", "scale.txt");
  private static final int SIZE = variable("BENCH_RESOURCES", 100);
  private static final long LIMIT =
      (long) variable("BENCH_MEMORY_MIB", (int) (ContainerImage.memoryLimit() >> 20)) << 20;

  /** Moves before the first figure: the same for every size, so that sizes can be compared. */
  private static final int WARM_UP_RESOURCES = 50;

  private static final int WARM_UP_ROUNDS = 8;
  private static final int SINGLE_CHANGES = 9;
  private static final Map<String, String> SETTINGS =
      Map.of("SCHEMA_MIGRATION_SELECTOR", "operator=" + Fleet.OPERATOR);

  /** No look but those that are asked for. */
  private static final String NEVER = "8760h";

  private final ScaleTable table = new ScaleTable(SIZE);

  /** As long as it takes: each wait in it has a limit of its own. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void measure() throws Exception {
    try (var kubernetes = ApiServer.own()) {
      var cluster = Cluster.on(kubernetes);
      try (var fleet = new Fleet(cluster, SIZE, 5)) {
        try (var operator = LimitedOperator.start(cluster, LIMIT, SETTINGS)) {
          table.text("memory limit", operator.limit());
          var trial = new Trial(fleet, operator, kubernetes);
          table.start(trial.usage());
          warmUp(cluster, operator, kubernetes);
          moves(fleet, trial);
          secondPass(fleet, trial);
          change(fleet, trial);
          singleChange(fleet, trial);
          looks(fleet, trial);
          end(operator);
        }
        plainWrites(fleet);
        restart(cluster, fleet, kubernetes);
      }
    }
    Files.createDirectories(RESULTS.getParent());
    Files.writeString(RESULTS, table.toString());
  }

  /** Up and down with other resources, until the JVM has compiled what runs often. */
  private void warmUp(Cluster cluster, LimitedOperator operator, LocalKubernetes kubernetes) {
    try (var fleet = new Fleet(cluster, WARM_UP_RESOURCES, 5)) {
      var trial = new Trial(fleet, operator, kubernetes);
      var before = trial.usage();
      fleet.resources(NEVER);
      trial.await("all warmed up", () -> fleet.watch().readyAt("r5"));
      for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
        fleet.target("base");
        trial.await("all down", () -> fleet.watch().readyAt("base"));
        fleet.target("head");
        trial.await("all up", () -> fleet.watch().readyAt("r5"));
      }
      int moves = WARM_UP_RESOURCES * (1 + 2 * WARM_UP_ROUNDS);
      table.phase("warm-up, up and down", "moves", trial.usage().since(before), moves);
      fleet.deleteResources();
    }
  }

  private void moves(Fleet fleet, Trial trial) {
    var before = trial.usage();
    fleet.resources(NEVER);
    trial.await("all at r5", () -> fleet.watch().readyAt("r5"));
    table.phase("five revisions", "moves", trial.usage().since(before), SIZE);
  }

  /** Each is asked for by an annotation, whose value goes to the status. */
  private void secondPass(Fleet fleet, Trial trial) {
    var before = trial.usage();
    fleet.request("second");
    trial.await("all looked at", () -> fleet.watch().readyAfter("second"));
    table.phase("second pass", "looks", trial.usage().since(before), SIZE);
  }

  private void change(Fleet fleet, Trial trial) {
    var before = trial.usage();
    fleet.watch().forgetDisturbances();
    long began = System.nanoTime();
    fleet.revisions(6);
    trial.await(
        "all not ready or at r6",
        () -> Math.max(fleet.watch().disturbed(), fleet.watch().readyAt("r6")));
    table.seconds("seconds until none was ready", began);
    trial.await("all at r6", () -> fleet.watch().readyAt("r6"));
    table.phase("shared ConfigMap", "moves", trial.usage().since(before), SIZE);
  }

  /** How soon a change that only one of them refers to shows, while the others are settled. */
  private void singleChange(Fleet fleet, Trial trial) {
    fleet.single(NEVER, 1);
    trial.await("the single one at r1", 1, () -> isSingleAt(fleet, "r1"));
    long longest = 0;
    for (int revisions = 2; revisions <= 1 + SINGLE_CHANGES; revisions++) {
      var revision = "r" + revisions;
      fleet.watch().forgetDisturbances();
      long began = System.nanoTime();
      fleet.singleRevisions(revisions);
      trial.await("the single one at " + revision, 1, () -> isSingleAt(fleet, revision));
      long noticed = fleet.watch().disturbedAt(Fleet.SINGLE).orElseThrow();
      longest = Math.max(longest, noticed - began);
    }
    table.number("ms until a single one was not ready", Duration.ofNanos(longest).toMillis());
    fleet.deleteSingle();
  }

  private static int isSingleAt(Fleet fleet, String revision) {
    return fleet.watch().isReadyAt(Fleet.SINGLE, revision) ? 1 : 0;
  }

  /** Looks by the interval, which write nothing. */
  private void looks(Fleet fleet, Trial trial) {
    int seconds = Math.max(10, SIZE / 20);
    fleet.resources(seconds + "s");
    trial.await("all at r6", () -> fleet.watch().readyAt("r6"));
    var first = fleet.sessions();
    trial.await("a first round", () -> (int) (fleet.sessions() - first));
    var before = trial.usage();
    var second = fleet.sessions();
    trial.await("two rounds", () -> (int) (fleet.sessions() - second) / 2);
    var usage = trial.usage().since(before);
    table.phase("by interval of " + seconds + "s", "looks", usage, (int) usage.sessions());
    fleet.resources(NEVER);
  }

  /**
   * The limit of what the operator can do: the API server of this machine with nothing beside it.
   */
  private void plainWrites(Fleet fleet) {
    var statuses = fleet.plainStatuses();
    long began = System.nanoTime();
    fleet.plainWrites(statuses);
    table.seconds("seconds for a plain write of each", began);
  }

  private void restart(Cluster cluster, Fleet fleet, LocalKubernetes kubernetes) {
    var sessions = fleet.sessionsByDatabase();
    long began = System.nanoTime();
    try (var operator = LimitedOperator.start(cluster, LIMIT, SETTINGS)) {
      table.seconds("seconds until a restart was ready", began);
      var trial = new Trial(fleet, operator, kubernetes);
      var before = trial.usage();
      trial.await("all looked at", () -> fleet.databasesWithMoreThan(sessions));
      table.phase("restart", "looks", trial.usage().since(before), SIZE);
    }
  }

  private void end(LimitedOperator operator) {
    operator.check();
    var statistics = ProcessStatistics.of(operator.process().pid());
    table.number("MiB resident at most", statistics.peakKb() / 1024);
    table.number("threads", statistics.threads());
    assertThat(operator.process().stop(Duration.ofSeconds(60))).isIn(0, 143);
  }

  /** An operator and what it works on. */
  private record Trial(Fleet fleet, LimitedOperator operator, LocalKubernetes kubernetes) {

    Usage usage() {
      return Usage.until(fleet, operator.process(), kubernetes);
    }

    void await(String what, IntSupplier done) {
      await(what, fleet.size(), done);
    }

    void await(String what, int count, IntSupplier done) {
      var limit = System.nanoTime() + Duration.ofSeconds(120 + 4L * fleet.size()).toNanos();
      while (done.getAsInt() < count) {
        operator.check();
        if (System.nanoTime() > limit) {
          throw new IllegalStateException(
              "%s: only %d of %d; %s"
                  .formatted(what, done.getAsInt(), count, fleet.watch().reasons()));
        }
        Polling.pause();
      }
    }
  }

  private static int variable(String name, int otherwise) {
    return Optional.ofNullable(System.getenv(name))
        .filter(it -> !it.isBlank())
        .map(Integer::parseInt)
        .orElse(otherwise);
  }
}
