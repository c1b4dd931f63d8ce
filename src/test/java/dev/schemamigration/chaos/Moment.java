package dev.schemamigration.chaos;

import dev.schemamigration.testing.CuttingProxy;
import dev.schemamigration.testing.CuttingProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One way of losing one round trip. */
record Moment(int roundTrip, Fate fate) {
  static final List<Fate> LOSSES = List.of(Fate.LOST_BEFORE, Fate.LOST_DURING, Fate.LOST_AFTER);

  /** Moments of each journey that the short form tries. */
  private static final int SOME = 12;

  /** Every way of losing one of so many round trips. */
  static List<Moment> all(int roundTrips) {
    return IntStream.rangeClosed(1, roundTrips)
        .boxed()
        .flatMap(number -> LOSSES.stream().map(fate -> new Moment(number, fate)))
        .toList();
  }

  /** All of {@code moments}, or as many as a build can bear, drawn by {@code seed}. */
  static List<Moment> chosen(List<Moment> moments, long seed) {
    if (Effort.LONG.isAsked()) {
      return moments;
    }
    var shuffled = new ArrayList<>(moments);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, Math.min(SOME, shuffled.size()));
  }

  /** The way to a database on which this happens. */
  CuttingProxy inFrontOf(TestDatabase database) {
    return CuttingProxy.inFrontOf(database, it -> it == roundTrip ? fate : Fate.PASSES);
  }
}
