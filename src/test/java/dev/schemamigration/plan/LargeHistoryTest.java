package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand revisions, whatever their shape; {@link GraphBenchmark} has the time they take. */
class LargeHistoryTest {
  private static final int MANY = 10_000;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(HistoryShape.class)
  void everyRevisionOfAHistoryIsPlanned(HistoryShape shape) {
    var revisions = shape.of(MANY);

    assertThat(plan(revisions).steps()).hasSameSizeAs(revisions);
  }

  @Test
  void memoryGrowsNoFasterThanTheHistory() {
    allocated(new RandomHistory(1).bushy(100));
    long small = allocated(new RandomHistory(1).bushy(MANY));
    long large = allocated(new RandomHistory(1).bushy(4 * MANY));

    assertThat(large).isLessThan(6 * small);
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
