package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ten thousand revisions, whatever their shape. Counts processor time, as other work may run. */
class SpeedTest {
  private static final int MANY = 10_000;
  private static final int MOST_ROUNDS = 150;
  private static final Duration ALLOWED = Duration.ofMillis(50);
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aLinearHistoryIsBuiltAndResolvedQuickly() {
    assertThat(warm("linear", RandomHistory.linear(MANY))).isLessThan(ALLOWED);
  }

  @Test
  void aBushyHistoryIsBuiltAndResolvedQuickly() {
    assertThat(warm("bushy", new RandomHistory(1).bushy(MANY))).isLessThan(ALLOWED);
  }

  @Test
  void aHistoryThatForksFromOneRevisionIsBuiltAndResolvedQuickly() {
    List<Revision> star = new ArrayList<>();
    star.add(new Revision("root", List.of(), List.of(), List.of(), ""));
    for (int i = 0; i < MANY / 2; i++) {
      star.add(new Revision("s%05d".formatted(i), List.of("root"), List.of(), List.of(), ""));
      star.add(
          new Revision(
              "t%05d".formatted(i), List.of("s%05d".formatted(i)), List.of(), List.of(), ""));
    }
    assertThat(warm("star", star)).isLessThan(ALLOWED);
  }

  @Test
  void memoryGrowsNoFasterThanTheHistory() {
    allocated(new RandomHistory(1).bushy(100));
    long small = allocated(new RandomHistory(1).bushy(MANY));
    long large = allocated(new RandomHistory(1).bushy(4 * MANY));

    System.out.printf(
        "SpeedTest: %d bytes a revision at %d, %d at %d%n",
        small / MANY, MANY, large / (4 * MANY), 4 * MANY);
    assertThat(large).isLessThan(6 * small);
  }

  /** The best of as many rounds as it takes to be warm enough. */
  private static Duration warm(String shape, List<Revision> revisions) {
    Duration best = Duration.ofDays(1);
    int rounds = 0;
    while (rounds < MOST_ROUNDS && (rounds < 20 || best.compareTo(ALLOWED) >= 0)) {
      rounds++;
      long start = THREADS.getCurrentThreadCpuTime();
      Plan plan = plan(revisions);
      Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
      best = taken.compareTo(best) < 0 ? taken : best;
      assertThat(plan.steps()).hasSameSizeAs(revisions);
    }
    System.out.printf(
        "SpeedTest: %s, %d revisions built, resolved and planned in %.1f ms%n",
        shape, revisions.size(), best.toNanos() / 1e6);
    return best;
  }

  /** All that is allocated on the way, garbage included: an upper bound of what is held. */
  private static long allocated(List<Revision> revisions) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Plan plan = plan(revisions);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(plan.isEmpty()).isFalse();
    return allocated;
  }

  private static Plan plan(List<Revision> revisions) {
    RevisionGraph graph = RevisionGraph.of(revisions);
    return DeclaredPlanner.plan(graph, Set.of(), DeclaredTarget.parse("heads").resolve(graph));
  }
}
