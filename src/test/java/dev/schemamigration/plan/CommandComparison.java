package dev.schemamigration.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.plan.KnownDifference.Question;
import dev.schemamigration.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares our upgrade and downgrade with the recorded one. Where Alembic's order is stable the
 * steps must be the same in the same order; else the same in an order that can be carried out. The
 * heads afterwards must be the maximal ones.
 */
final class CommandComparison {
  private CommandComparison() {}

  /** From a state that runs can reach. */
  static void compare(JsonNode recorded, OracleTally tally) {
    Question question = question(recorded);
    record(recorded, question, Answer.to(() -> plan(question)), tally);
  }

  /** From whatever a version table holds. */
  static void compareFromRows(JsonNode recorded, OracleTally tally) {
    Question question = question(recorded);
    record(recorded, question, Answer.to(() -> planFromRows(question)), tally);
  }

  private static Question question(JsonNode recorded) {
    return new Question(
        OracleFile.revisions(recorded),
        OracleFile.texts(recorded.get("current")),
        recorded.get("command").asText(),
        recorded.get("target").asText());
  }

  private static Plan plan(Question question) {
    RevisionGraph graph = RevisionGraph.of(question.revisions());
    Set<String> applied = graph.ancestorsOf(question.current());
    return question.command().equals("upgrade")
        ? CommandPlanner.upgrade(graph, applied, question.target())
        : CommandPlanner.downgrade(graph, applied, question.target());
  }

  private static Plan planFromRows(Question question) {
    RevisionGraph graph = RevisionGraph.of(question.revisions());
    return question.command().equals("upgrade")
        ? AlembicRows.upgrade(graph, question.current(), question.target())
        : AlembicRows.downgrade(graph, question.current(), question.target());
  }

  private static void record(
      JsonNode recorded, Question question, Answer<Plan> answer, OracleTally tally) {
    Optional<String> disagreement = disagreement(recorded, question, answer);
    if (disagreement.isEmpty()) {
      tally.agreed();
      return;
    }
    Optional<KnownDifference> rule =
        answer instanceof Answer.Refused<Plan> refused
            ? KnownDifference.explains(question, refused.fault())
            : Optional.empty();
    rule.ifPresentOrElse(
        tally::differs,
        () ->
            tally.disagrees(
                "%s %s %s at %s: %s"
                    .formatted(
                        recorded.get("id").asText(),
                        question.command(),
                        question.target(),
                        question.current(),
                        disagreement.get())));
  }

  private static Optional<String> disagreement(
      JsonNode recorded, Question question, Answer<Plan> answer) {
    String error = recorded.get("error").asText(null);
    JsonNode steps = error == null ? recorded.get("steps") : recorded.path("planned_steps");
    return switch (answer) {
      case Answer.Refused<Plan> refused when steps.isArray() ->
          Optional.of("refused: " + refused.fault().message());
      case Answer.Refused<Plan> refused ->
          refused.isOfKind(error)
              ? Optional.empty()
              : Optional.of(error + " recorded, but refused: " + refused.fault().message());
      case Answer.Given<Plan> given when !steps.isArray() ->
          Optional.of(error + " recorded, but planned " + moves(given.value()));
      case Answer.Given<Plan> given -> wrongPlan(recorded, question, steps, given.value());
    };
  }

  private static Optional<String> wrongPlan(
      JsonNode recorded, Question question, JsonNode steps, Plan plan) {
    List<String> expected = new ArrayList<>();
    steps.forEach(
        step ->
            expected.add(
                (step.get("op").asText().equals("upgrade") ? "+" : "-")
                    + step.get("revision").asText()));
    boolean exactly = recorded.path("order").asText("stable").equals("stable");
    List<String> moves = moves(plan);
    if (exactly ? !moves.equals(expected) : !new TreeSet<>(moves).equals(new TreeSet<>(expected))) {
      return Optional.of("%s recorded, but planned %s".formatted(expected, moves));
    }
    return wrongHeads(recorded, question, plan);
  }

  /** Replays the plan: every step is applicable and leads to the heads that it declares. */
  private static Optional<String> wrongHeads(JsonNode recorded, Question question, Plan plan) {
    RevisionGraph graph = RevisionGraph.of(question.revisions());
    Set<String> applied = new HashSet<>(graph.ancestorsOf(question.current()));
    for (Step step : plan.steps()) {
      boolean changed =
          step.operation() == Operation.UPGRADE
              ? applied.add(step.revision())
              : applied.remove(step.revision());
      if (!changed || !graph.missingParentsOf(applied).isEmpty()) {
        return Optional.of("step not applicable: " + step.revision());
      }
      if (!graph.headsOf(applied).equals(step.headsAfter())) {
        return Optional.of("wrong heads after " + step.revision() + ": " + step.headsAfter());
      }
    }
    Set<String> heads = graph.headsOf(applied);
    Set<String> expected =
        recorded.has("maximal_heads_after")
            ? new TreeSet<>(OracleFile.texts(recorded.get("maximal_heads_after")))
            : graph.headsOf(graph.ancestorsOf(OracleFile.texts(recorded.get("heads_after"))));
    return heads.equals(expected)
        ? Optional.empty()
        : Optional.of("heads %s recorded, but ended at %s".formatted(expected, heads));
  }

  private static List<String> moves(Plan plan) {
    return plan.steps().stream()
        .map(step -> (step.operation() == Operation.UPGRADE ? "+" : "-") + step.revision())
        .toList();
  }
}
