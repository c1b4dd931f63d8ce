package dev.schemamigration.chaos;

import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The loss of the connection at one round trip, before, during or after it. */
record RoundTripLoss(int roundTrip, Fate fate) {
  static final List<Fate> FATES = List.of(Fate.LOST_BEFORE, Fate.LOST_DURING, Fate.LOST_AFTER);

  /** Losses of each test that the short form tries. */
  private static final int SAMPLE_SIZE = 12;

  /** Every loss of one of so many round trips. */
  static List<RoundTripLoss> all(int roundTrips) {
    return IntStream.rangeClosed(1, roundTrips)
        .boxed()
        .flatMap(number -> FATES.stream().map(fate -> new RoundTripLoss(number, fate)))
        .toList();
  }

  /** All of {@code losses}, or a sample that fits into a build, drawn by {@code seed}. */
  static List<RoundTripLoss> sampled(List<RoundTripLoss> losses, long seed) {
    if (ChaosMode.LONG.isActive()) {
      return losses;
    }
    var shuffled = new ArrayList<>(losses);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, Math.min(SAMPLE_SIZE, shuffled.size()));
  }

  /** A proxy in front of a database on which this happens. */
  RoundTripLossProxy inFrontOf(TestDatabase database) {
    return RoundTripLossProxy.inFrontOf(database, it -> it == roundTrip ? fate : Fate.PASSES);
  }
}
