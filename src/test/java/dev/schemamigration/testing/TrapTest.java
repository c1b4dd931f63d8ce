package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TrapTest {
  /** Whichever of the two is first: the end of the trap, or its watcher that was just woken. */
  @Test
  @Timeout(60)
  void aTrapThatWasTouchedCanBeClosedAtEveryMoment() throws Exception {
    for (int round = 0; round < 200; round++) {
      var trap = new Trap();
      trap.touch();
      trap.close();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("Trap-"));
  }
}
