package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequeuePolicyTest {
  private static final ResolvedSpec.Usable SPEC = Given.spec("f1", "w1");
  private static final Report OUTAGE = Given.stopped(Reason.DatabaseUnreachable, "gone");

  /** Jitter of exactly nothing. */
  private static final RandomGenerator MIDDLE =
      new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
          return 0.5;
        }
      };

  private final RequeuePolicy policy =
      new RequeuePolicy(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), MIDDLE));

  @Test
  void delaysDoubleUpToTheCapAndNeverEnd() {
    Optional<PassResult> result = Optional.empty();
    var delays = new java.util.ArrayList<Long>();
    for (var i = 0; i < 8; i++) {
      result = Optional.of(inspect(result, SPEC, OUTAGE));
      delays.add(Duration.between(Given.NOON, result.get().due()).toSeconds());
    }

    assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThat(result.orElseThrow().attempt()).isEqualTo(8);
  }

  @Test
  void anyChangeOfTheSpecResetsTheCount() {
    var third = inspect(Optional.of(inspect(Optional.empty(), SPEC, OUTAGE)), SPEC, OUTAGE);

    var changed = inspect(Optional.of(third), Given.spec("f2", "w1"), OUTAGE);

    assertThat(third.attempt()).isEqualTo(2);
    assertThat(changed.attempt()).isEqualTo(1);
  }

  @Test
  void anInspectionBetweenTwoAttemptsDoesNotResetTheCount() {
    var blocked = Given.failedRun(Reason.LockTimeout, "blocked");
    var first = policy.afterRun(Optional.empty(), SPEC, blocked, Given.NOON);
    var pending = inspect(Optional.of(first), SPEC, pendingAt("001"));

    var second = policy.afterRun(Optional.of(pending), SPEC, blocked, Given.NOON);

    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void aSettledDatabaseIsInspectedAgainAtTheInterval() {
    assertThat(inspect(Optional.empty(), SPEC, Given.settled("1")).due())
        .isEqualTo(Given.NOON.plus(Given.INTERVAL));
  }

  @Test
  void aCancelledRunIsFollowedByAnInspectionAtOnce() {
    assertThat(
            policy
                .afterRun(
                    Optional.empty(), SPEC, Given.failedRun(Reason.Cancelled, "stop"), Given.NOON)
                .due())
        .isEqualTo(Given.NOON);
  }

  @Test
  void aFailedPlanIsNotRunAgainUntilSomethingChanges() {
    var failed =
        policy.afterRun(
            Optional.empty(), SPEC, Given.failedRun(Reason.MigrationFailed, "oops"), Given.NOON);

    assertThat(inspect(Optional.of(failed), SPEC, pendingAt("001")).report())
        .isEqualTo(failed.report());
    assertThat(inspect(Optional.of(failed), SPEC, pendingAt("000")).report())
        .as("the database has moved")
        .isEqualTo(pendingAt("000"));
    assertThat(inspect(Optional.of(failed), Given.spec("f2", "w2"), pendingAt("001")).report())
        .as("the source has changed")
        .isEqualTo(pendingAt("001"));
    assertThat(
            policy
                .afterInspection(
                    Optional.of(failed), SPEC, pendingAt("001"), request("please"), Given.NOON)
                .report())
        .as("somebody asked for it")
        .isEqualTo(pendingAt("001"));
  }

  @Test
  void jitterStaysNearAndIsNotAlwaysTheSame() {
    var seed = System.nanoTime();
    System.out.println("RequeuePolicyTest seed " + seed);
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(seed));
    var delays =
        java.util.stream.Stream.generate(() -> backoff.jittered(Duration.ofSeconds(100)))
            .limit(50)
            .toList();

    assertThat(delays)
        .allSatisfy(
            delay -> assertThat(delay).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110)));
    assertThat(delays.stream().distinct().count()).isGreaterThan(10);
  }

  @Test
  void aPlanThatFailedAfterARequestIsNotRunAgainAtTheInterval() {
    var asked = request("please");
    var pending =
        policy.afterInspection(Optional.empty(), SPEC, pendingAt("001"), asked, Given.NOON);
    var failed =
        policy.afterRun(
            Optional.of(pending),
            SPEC,
            Given.failedRun(Reason.MigrationFailed, "oops"),
            Given.NOON);

    assertThat(
            policy
                .afterInspection(Optional.of(failed), SPEC, pendingAt("001"), asked, Given.NOON)
                .report())
        .isEqualTo(failed.report());
  }

  private static ReconcileRequest request(String token) {
    return new ReconcileRequest(new TreeMap<>(Map.of("reconcile.fluxcd.io/requestedAt", token)));
  }

  private PassResult inspect(Optional<PassResult> before, ResolvedSpec.Usable spec, Report report) {
    return policy.afterInspection(before, spec, report, ReconcileRequest.NONE, Given.NOON);
  }

  private static Report pendingAt(String head) {
    return Given.pending(List.of(head), List.of("002"), Given.up("002", "002"));
  }
}
