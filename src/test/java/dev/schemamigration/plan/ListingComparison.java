package dev.schemamigration.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.revision.HistoryListing;
import dev.schemamigration.revision.HistoryRange;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares our listings of a graph, and our history ranges, with the recorded ones. */
final class ListingComparison {
  private final JsonNode recorded;
  private final RevisionGraph graph;
  private final HistoryListing listing;
  private final List<String> differences = new ArrayList<>();

  private ListingComparison(JsonNode recorded) {
    this.recorded = recorded;
    this.graph = RevisionGraph.of(OracleFile.revisions(recorded));
    this.listing = new HistoryListing(graph);
  }

  static void compare(JsonNode recorded, OracleTally tally) {
    ListingComparison comparison = new ListingComparison(recorded);
    comparison.compareLists();
    comparison.compareLines();
    recorded.get("ranges").forEach(comparison::compareRange);
    if (comparison.differences.isEmpty()) {
      tally.agreed();
    } else {
      tally.disagrees(recorded.get("id").asText() + ": " + comparison.differences);
    }
  }

  private void compareLists() {
    expectSame("heads", graph.heads());
    expectSame("heads_resolve_dependencies", graph.topHeads());
    expectSame("bases", graph.bases());
    expectSame("branch_points", listing.branchPoints());
    expectSame("current_shown", listing.current(OracleFile.texts(recorded.get("current"))));
    expect("history", OracleFile.texts(recorded.get("history")), listing.history());
    Map<String, List<String>> labels = new TreeMap<>();
    recorded
        .get("effective_labels")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), OracleFile.texts(entry.getValue())));
    Map<String, List<String>> ours = new HashMap<>();
    graph.ids().stream()
        .filter(id -> !listing.labelsOf(id).isEmpty())
        .forEach(id -> ours.put(id, listing.labelsOf(id)));
    expect("effective_labels", labels, ours);
  }

  private void compareLines() {
    if (recorded.get("history_lines").isArray()) {
      expect(
          "history_lines",
          OracleFile.texts(recorded.get("history_lines")),
          listing.history().stream().map(id -> listing.historyLine(id, Set.of())).toList());
    }
    if (recorded.get("heads_lines").isArray()) {
      expect(
          "heads_lines",
          OracleFile.texts(recorded.get("heads_lines")),
          graph.heads().stream().map(listing::headLine).toList());
    }
  }

  private void compareRange(JsonNode range) {
    String text = range.get("range").asText();
    String error = range.get("error").asText(null);
    Answer<List<String>> answer =
        Answer.to(
            () -> HistoryRange.revisions(graph, text, OracleFile.texts(recorded.get("current"))));
    switch (answer) {
      case Answer.Refused<List<String>> refused -> {
        if (error == null || !(refused.isOfKind(error) || countsFromNowhere(text, refused))) {
          differences.add(text + ": " + error + " recorded, but refused: " + refused.fault());
        }
      }
      case Answer.Given<List<String>> given ->
          expect(
              text + (error == null ? "" : " (" + error + ")"),
              OracleFile.texts(range.get("revisions")),
              given.value());
    }
  }

  /**
   * A start that counts past base, or counts while the end counts from it: Alembic then goes on
   * with the text of an end as if it were a revision, and fails in many ways.
   */
  private static boolean countsFromNowhere(String range, Answer.Refused<List<String>> refused) {
    return refused.fault() instanceof TargetFault.TooManySteps
        || range.matches("(.*@)?-\\d+:(.*@)?\\+\\d+");
  }

  private void expectSame(String field, List<String> ours) {
    expect(field, new TreeSet<>(OracleFile.texts(recorded.get(field))), new TreeSet<>(ours));
  }

  private void expect(String what, Object expected, Object ours) {
    if (!expected.equals(ours)) {
      differences.add("%s: %s recorded, but ours %s".formatted(what, expected, ours));
    }
  }
}
