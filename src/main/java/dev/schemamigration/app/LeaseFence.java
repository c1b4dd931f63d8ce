package dev.schemamigration.app;

import dev.schemamigration.operator.LeadershipCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides without a request whether this process may still write as the leader: its last renewal of
 * the lease is less than the renew deadline ago, while a standby waits for the whole duration.
 *
 * <p>The time is taken before the renewal is sent, on two clocks of which the larger difference
 * counts. The monotonic one goes on while the process is stopped or frozen, but not while the
 * machine sleeps; the wall clock goes on then, but may be set back.
 */
final class LeaseFence implements LeadershipCheck {
  private final LeaseTimes times;
  private final LongSupplier monotonic;
  private final InstantSource wall;
  private @Nullable Moment renewed;
  private boolean ended;

  /**
   * @param monotonic in nanoseconds
   */
  LeaseFence(LeaseTimes times, LongSupplier monotonic, InstantSource wall) {
    this.times = times;
    this.monotonic = monotonic;
    this.wall = wall;
  }

  /** A moment on both clocks. */
  record Moment(long nanos, Instant time) {}

  /** The monotonic clock, to be read before a renewal is sent. */
  long nanos() {
    return monotonic.getAsLong();
  }

  /**
   * The lease has been renewed.
   *
   * @param sent when the renewal was sent, with the time that it holds, from which others count
   */
  synchronized void renewed(Moment sent) {
    renewed = sent;
  }

  /** The process does not lead any more, and never will again. */
  synchronized void end() {
    ended = true;
  }

  @Override
  public synchronized boolean isLeader() {
    return !ended && renewed != null && since(renewed).compareTo(times.renewDeadline()) < 0;
  }

  private Duration since(Moment moment) {
    var byMonotonic = Duration.ofNanos(monotonic.getAsLong() - moment.nanos());
    var byWall = Duration.between(moment.time(), wall.instant());
    return byMonotonic.compareTo(byWall) > 0 ? byMonotonic : byWall;
  }
}
