package dev.schemamigration.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.StampTarget;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the heads after our stamp with the recorded ones, redundant rows left out. */
final class StampComparison {
  private StampComparison() {}

  private record Stamp(
      RevisionGraph graph, List<String> current, List<String> targets, boolean purge) {
    Set<String> applied() {
      return StampPlanner.stamp(graph, current, targets, purge);
    }

    List<String> named() {
      return StampTarget.resolve(graph, List.of(), targets).revisions();
    }

    Stamp of(Collection<String> others) {
      return new Stamp(graph, current, List.copyOf(others), purge);
    }
  }

  static void compare(JsonNode recorded, OracleTally tally) {
    Stamp stamp =
        new Stamp(
            RevisionGraph.of(OracleFile.revisions(recorded)),
            OracleFile.texts(recorded.get("current")),
            OracleFile.texts(recorded.get("targets")),
            recorded.get("purge").asBoolean());
    Answer<Set<String>> answer = Answer.to(stamp::applied);
    disagreement(recorded, stamp, answer)
        .ifPresentOrElse(
            text -> {
              if (answer instanceof Answer.Given<Set<String>> given
                  && isStampOfSeveral(stamp, given.value())) {
                tally.differs(KnownDifference.STAMP_OF_SEVERAL);
              } else {
                tally.disagrees(
                    "%s stamp %s at %s: %s"
                        .formatted(
                            recorded.get("id").asText(), stamp.targets(), stamp.current(), text));
              }
            },
            tally::agreed);
  }

  /**
   * Alembic undoes its own work where several targets move the same head. Ours records them all,
   * and naming one that another contains changes nothing.
   */
  private static boolean isStampOfSeveral(Stamp stamp, Set<String> applied) {
    Set<String> heads = stamp.graph().headsOf(Set.copyOf(stamp.graph().ancestorsOf(stamp.named())));
    return (stamp.targets().size() > 1 || stamp.named().size() > 1)
        && applied.containsAll(stamp.named())
        && applied.equals(stamp.of(heads).applied());
  }

  /** Of several faulty targets any may be the one complained about. */
  private static boolean anotherTargetIsRefused(Stamp stamp, String kind) {
    return stamp.targets().stream()
        .map(target -> Answer.to(stamp.of(List.of(target))::applied))
        .anyMatch(it -> it instanceof Answer.Refused<Set<String>> alone && alone.isOfKind(kind));
  }

  private static Optional<String> disagreement(
      JsonNode recorded, Stamp stamp, Answer<Set<String>> answer) {
    RevisionGraph graph = stamp.graph();
    String error = recorded.get("error").asText(null);
    return switch (answer) {
      case Answer.Refused<Set<String>> refused when error == null ->
          Optional.of("refused: " + refused.fault().message());
      case Answer.Refused<Set<String>> refused ->
          refused.isOfKind(error) || anotherTargetIsRefused(stamp, error)
              ? Optional.empty()
              : Optional.of(error + " recorded, but refused: " + refused.fault().message());
      case Answer.Given<Set<String>> given when error != null ->
          Optional.of(error + " recorded, but stamped " + graph.headsOf(given.value()));
      case Answer.Given<Set<String>> given -> {
        Set<String> rows =
            graph.headsOf(graph.ancestorsOf(OracleFile.texts(recorded.get("heads_after"))));
        Set<String> heads = graph.headsOf(given.value());
        yield heads.equals(rows)
            ? Optional.empty()
            : Optional.of("heads %s recorded, but stamped %s".formatted(rows, heads));
      }
    };
  }
}
