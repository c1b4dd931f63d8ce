package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.RunnerException;

/**
 * How the time to build, resolve and plan a history grows with its length, as a ratio, which does
 * not depend on the machine; {@code make bench-graph} prints it from target/bench.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphGrowthBenchmark {
  private static final String SHORT = "10000";
  private static final String LONG = "40000";
  private static final Path RESULTS = Path.of("target", "bench");

  @Param({"LINEAR", "BUSHY", "STAR"})
  public String shape = "LINEAR";

  @Param({SHORT, LONG})
  public int count;

  private List<Revision> revisions = List.of();

  @Setup
  public void draw() {
    revisions = HistoryShape.valueOf(shape).of(count);
  }

  @Benchmark
  public Plan buildResolveAndPlan() {
    var graph = RevisionGraph.of(revisions);
    return DeclaredPlanner.plan(graph, Set.of(), DeclaredTarget.parse("heads").resolve(graph));
  }

  @Test
  void run() throws RunnerException, IOException {
    Map<String, Double> times = new HashMap<>();
    for (var result : JmhRun.of(GraphGrowthBenchmark.class)) {
      var params = result.getParams();
      times.put(
          params.getParam("shape") + params.getParam("count"),
          result.getPrimaryResult().getScore());
    }
    assertThat(times).hasSize(2 * HistoryShape.values().length);
    List<String> lines = new ArrayList<>();
    for (var each : HistoryShape.values()) {
      double fast = times.getOrDefault(each + SHORT, Double.NaN);
      double slow = times.getOrDefault(each + LONG, Double.NaN);
      lines.add(
          "%-8s %10.3f %10.3f %8.1f"
              .formatted(each.name().toLowerCase(Locale.ROOT), fast, slow, slow / fast));
    }
    Files.createDirectories(RESULTS);
    Files.write(RESULTS.resolve("growth.txt"), lines);
  }
}
