package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AttackDetectorTest {
  /** Whichever is first: the end of the detector, or its watcher that was just unblocked. */
  @Test
  @Timeout(60)
  void aTriggeredDetectorCanBeClosedAtAnyMoment() throws Exception {
    for (int round = 0; round < 200; round++) {
      var detector = new AttackDetector();
      detector.triggerBoth();
      detector.close();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("attack-detector-"));
  }
}
