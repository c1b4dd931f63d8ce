package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequeuePolicyTest {
  private static final ResolvedSpec.Usable INPUTS = Given.inputs("f1", "w1");
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

  private final RequeuePolicy findings =
      new RequeuePolicy(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), MIDDLE));

  @Test
  void pausesDoubleUpToTheCapAndNeverEnd() {
    Optional<PassResult> finding = Optional.empty();
    var pauses = new java.util.ArrayList<Long>();
    for (var i = 0; i < 8; i++) {
      finding = Optional.of(look(finding, INPUTS, OUTAGE));
      pauses.add(Duration.between(Given.NOON, finding.get().due()).toSeconds());
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThat(finding.orElseThrow().attempt()).isEqualTo(8);
  }

  @Test
  void anyChangeOfInputCountsAnew() {
    var third = look(Optional.of(look(Optional.empty(), INPUTS, OUTAGE)), INPUTS, OUTAGE);

    var changed = look(Optional.of(third), Given.inputs("f2", "w1"), OUTAGE);

    assertThat(third.attempt()).isEqualTo(2);
    assertThat(changed.attempt()).isEqualTo(1);
  }

  @Test
  void aLookThatFindsThePlanAgainBetweenTwoTriesDoesNotCountAnew() {
    var blocked = Given.failedRun(Reason.LockTimeout, "blocked");
    var first = findings.ran(Optional.empty(), INPUTS, blocked, Given.NOON);
    var pending = look(Optional.of(first), INPUTS, pendingAt("001"));

    var second = findings.ran(Optional.of(pending), INPUTS, blocked, Given.NOON);

    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void whatIsAtRestIsLookedAtAgainAtTheInterval() {
    assertThat(look(Optional.empty(), INPUTS, Given.settled("1")).due())
        .isEqualTo(Given.NOON.plus(Given.INTERVAL));
  }

  @Test
  void aCancelledRunIsFollowedUpAtOnce() {
    assertThat(
            findings
                .ran(
                    Optional.empty(), INPUTS, Given.failedRun(Reason.Cancelled, "stop"), Given.NOON)
                .due())
        .isEqualTo(Given.NOON);
  }

  @Test
  void aFailedPlanIsNotRunAgainUntilSomethingChanges() {
    var failed =
        findings.ran(
            Optional.empty(), INPUTS, Given.failedRun(Reason.MigrationFailed, "oops"), Given.NOON);

    assertThat(look(Optional.of(failed), INPUTS, pendingAt("001")).report())
        .isEqualTo(failed.report());
    assertThat(look(Optional.of(failed), INPUTS, pendingAt("000")).report())
        .as("the database has moved")
        .isEqualTo(pendingAt("000"));
    assertThat(look(Optional.of(failed), Given.inputs("f2", "w2"), pendingAt("001")).report())
        .as("the source has changed")
        .isEqualTo(pendingAt("001"));
    assertThat(
            findings
                .looked(
                    Optional.of(failed),
                    INPUTS,
                    pendingAt("001"),
                    Optional.of("please"),
                    Given.NOON)
                .report())
        .as("somebody asked for it")
        .isEqualTo(pendingAt("001"));
  }

  @Test
  void jitterStaysNearAndIsNotAlwaysTheSame() {
    var seed = System.nanoTime();
    System.out.println("FindingsTest seed " + seed);
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(seed));
    var pauses =
        java.util.stream.Stream.generate(() -> backoff.jittered(Duration.ofSeconds(100)))
            .limit(50)
            .toList();

    assertThat(pauses)
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110)));
    assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
  }

  private PassResult look(Optional<PassResult> before, ResolvedSpec.Usable inputs, Report report) {
    return findings.looked(before, inputs, report, Optional.empty(), Given.NOON);
  }

  private static Report pendingAt(String head) {
    return Given.pending(List.of(head), List.of("002"), Given.up("002", "002"));
  }
}
