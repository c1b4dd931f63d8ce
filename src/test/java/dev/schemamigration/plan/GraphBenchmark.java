package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.HistoryListing;
import dev.schemamigration.revision.ResolvedTarget;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * How long the graph takes over ten thousand revisions; {@code make bench-graph} runs it. It leaves
 * the graphs and its times in target/bench for the script that asks Alembic the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphBenchmark {
  private static final int REVISIONS = 10_000;
  private static final Path RESULTS = Path.of("target", "bench");

  @Param({"linear", "bushy"})
  public String shape = "linear";

  private List<Revision> revisions = List.of();
  private RevisionGraph graph = RevisionGraph.of(List.of());
  private String middle = "";
  private Set<String> everything = Set.of();

  @Setup
  public void draw() {
    revisions = history(shape);
    graph = RevisionGraph.of(revisions);
    middle = revisions.get(REVISIONS / 2).id();
    everything = graph.ids();
  }

  @Benchmark
  public RevisionGraph build() {
    return RevisionGraph.of(revisions);
  }

  @Benchmark
  public ResolvedTarget resolveHeads() {
    return DeclaredTarget.parse("heads").resolve(graph);
  }

  @Benchmark
  public String resolvePartialId() {
    return graph.named(middle.substring(0, middle.length() - 1));
  }

  @Benchmark
  public Plan upgradeHeads() {
    return CommandPlanner.upgrade(graph, Set.of(), "heads");
  }

  @Benchmark
  public Plan downgradeToTheMiddle() {
    return CommandPlanner.downgrade(graph, everything, middle);
  }

  @Benchmark
  public List<String> history() {
    return new HistoryListing(graph).history();
  }

  private static List<Revision> history(String shape) {
    return HistoryShape.valueOf(shape.toUpperCase(Locale.ROOT)).of(REVISIONS);
  }

  @Test
  void run() throws RunnerException, IOException {
    Files.createDirectories(RESULTS);
    for (String each : List.of("linear", "bushy")) {
      Files.writeString(RESULTS.resolve(each + ".json"), json(history(each)));
    }
    List<String> lines = new ArrayList<>();
    for (RunResult result : JmhRun.of(GraphBenchmark.class)) {
      lines.add(
          "%s\t%s\t%.3f"
              .formatted(
                  result.getPrimaryResult().getLabel(),
                  result.getParams().getParam("shape"),
                  result.getPrimaryResult().getScore()));
    }
    Files.write(RESULTS.resolve("graph.tsv"), lines);
    assertThat(lines).hasSize(12);
  }

  private static String json(List<Revision> revisions) throws IOException {
    return new ObjectMapper()
        .writeValueAsString(
            revisions.stream()
                .map(
                    it ->
                        Map.of(
                            "revision", it.id(),
                            "down_revision", it.downRevisions(),
                            "branch_labels", it.branchLabels(),
                            "depends_on", it.dependsOn()))
                .toList());
  }
}
