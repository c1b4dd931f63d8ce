package dev.schemamigration.migration.readiness;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits until a database has the revisions that an application needs. */
public final class RevisionWait {
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final Duration timeout;
  private final Duration interval;

  /** Waits for a moment. */
  public interface Pause {
    /** Returns false when nobody waits any more. */
    boolean of(Duration duration);
  }

  /**
   * @param nanoTime a clock that only goes forward
   * @param timeout how long it waits at most; zero for no limit
   * @param interval between two looks at the database
   */
  public RevisionWait(LongSupplier nanoTime, Pause pause, Duration timeout, Duration interval) {
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.timeout = timeout;
    this.interval = interval;
  }

  /**
   * Looks until the database is ready, the time is over, or waiting is of no use.
   *
   * @param look looks once
   * @param told receives what is waited for, whenever that changes
   * @return what the last look found
   */
  public Readiness until(Supplier<Readiness> look, Consumer<String> told) {
    long began = nanoTime.getAsLong();
    var last = "";
    while (true) {
      var found = look.get();
      if (!(found instanceof Readiness.NotYet notYet)) {
        return found;
      }
      if (!notYet.why().equals(last)) {
        told.accept(notYet.why());
        last = notYet.why();
      }
      var left = timeout.minusNanos(nanoTime.getAsLong() - began);
      if (!timeout.isZero() && (left.isNegative() || left.isZero())) {
        return found;
      }
      var rest = timeout.isZero() || interval.compareTo(left) < 0 ? interval : left;
      if (!pause.of(rest)) {
        return found;
      }
    }
  }
}
