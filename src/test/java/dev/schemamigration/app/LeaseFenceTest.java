package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a leader may write without asking, whatever happens to its clocks. */
class LeaseFenceTest {
  private static final LeaseTimes TIMES =
      new LeaseTimes(Duration.ofSeconds(10), Duration.ofSeconds(7), Duration.ofSeconds(1));

  private Instant wall = Instant.parse("2026-03-01T12:00:00Z");
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private final LeaseFence fence = new LeaseFence(TIMES, () -> nanos, () -> wall);

  @Test
  void whoNeverHadTheLeaseIsNoLeader() {
    assertThat(fence.isLeader()).isFalse();
  }

  @Test
  void theLeaderWritesUntilTheRenewDeadlineWhichIsBeforeAStandbyTakesTheLease() {
    fence.renewed(now());
    pass(Duration.ofMillis(6999));
    assertThat(fence.isLeader()).isTrue();

    pass(Duration.ofMillis(1));
    assertThat(fence.isLeader()).isFalse();
  }

  @Test
  void aRenewalCountsFromWhenItWasSentNotFromWhenItWasAnswered() {
    var sent = now();
    pass(Duration.ofSeconds(7));
    fence.renewed(sent);
    assertThat(fence.isLeader()).isFalse();
  }

  @Test
  void everyRenewalBeginsTheTimeAgain() {
    for (int i = 0; i < 5; i++) {
      fence.renewed(now());
      pass(Duration.ofSeconds(6));
      assertThat(fence.isLeader()).isTrue();
    }
  }

  @Test
  void aMachineThatSleptHasNoLeaderAlthoughItsMonotonicClockStoodStill() {
    fence.renewed(now());
    wall = wall.plus(Duration.ofHours(8));
    assertThat(fence.isLeader()).isFalse();
  }

  @Test
  void aWallClockThatIsSetBackProlongsNothing() {
    fence.renewed(now());
    pass(Duration.ofSeconds(7));
    wall = wall.minus(Duration.ofHours(1));
    assertThat(fence.isLeader()).isFalse();
  }

  @Test
  void aWallClockThatIsSetForwardStopsTheLeaderUntilItsNextRenewal() {
    fence.renewed(now());
    wall = wall.plus(Duration.ofHours(1));
    assertThat(fence.isLeader()).isFalse();

    fence.renewed(now());
    assertThat(fence.isLeader()).isTrue();
  }

  @Test
  void whoHasEndedIsNoLeaderEvenIfALateAnswerSaysThatItRenewed() {
    fence.renewed(now());
    fence.end();
    fence.renewed(now());
    assertThat(fence.isLeader()).isFalse();
  }

  private LeaseFence.Moment now() {
    return new LeaseFence.Moment(fence.nanos(), wall);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }
}
