package dev.schemamigration.cli.cluster;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.PlanStatus;
import dev.schemamigration.crd.v1alpha1.PlanStepStatus;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.reason.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource for people and for programs.
 *
 * @param lines for people
 * @param document the same as one object
 */
public record ResourceListing(List<String> lines, Map<String, ?> document) {
  public ResourceListing {
    lines = List.copyOf(lines);
  }

  static ResourceListing of(String described, SchemaMigration resource, String program) {
    var status = resource.statusOrNone();
    var next = next(described, resource, status, program);
    return new ResourceListing(
        lines(described, resource, status, next), document(resource, status, next));
  }

  private static List<String> lines(
      String described, SchemaMigration resource, SchemaMigrationStatus status, String next) {
    var lines = new ArrayList<String>();
    lines.add(described);
    var database = status.database();
    if (database != null) {
      lines.add(
          "Database  %s on %s, %s"
              .formatted(text(database.name()), text(database.host()), text(database.server())));
    }
    lines.add("Current   " + text(status.currentRevision()));
    lines.add(
        "Target    %s (%s)".formatted(text(status.targetRevision()), resource.getSpec().target()));
    if (!status.unfinishedRevisions().isEmpty()) {
      lines.add("Half-way  " + String.join(", ", status.unfinishedRevisions()));
    }
    lines.add("Conditions");
    status.conditions().stream().map(ResourceListing::line).forEach(lines::add);
    plan(status).ifPresent(plan -> lines.addAll(lines(plan)));
    lines.add("Next      " + next);
    return lines;
  }

  private static String line(Condition condition) {
    return "  %-17s %-7s %s: %s"
        .formatted(condition.type(), condition.status(), condition.reason(), condition.message());
  }

  private static List<String> lines(PlanStatus plan) {
    var lines = new ArrayList<String>();
    lines.add("Plan      " + text(plan.hash()));
    Objects.requireNonNullElse(plan.steps(), List.<PlanStepStatus>of())
        .forEach(
            step ->
                lines.add(
                    "  %-9s %s  %s"
                        .formatted(step.operation(), step.revision(), text(step.message()))));
    return lines;
  }

  private static Map<String, Object> document(
      SchemaMigration resource, SchemaMigrationStatus status, String next) {
    var document = new LinkedHashMap<String, Object>();
    document.put("namespace", resource.getMetadata().getNamespace());
    document.put("name", resource.getMetadata().getName());
    document.put("generation", resource.generation());
    document.put("observedGeneration", status.observedGeneration());
    document.put("currentRevision", text(status.currentRevision()));
    document.put("targetRevision", text(status.targetRevision()));
    var conditions = new ArrayList<Map<String, String>>();
    for (var it : status.conditions()) {
      var condition = new LinkedHashMap<String, String>();
      condition.put("type", it.type());
      condition.put("status", it.status());
      condition.put("reason", it.reason());
      condition.put("message", it.message());
      conditions.add(condition);
    }
    document.put("conditions", conditions);
    plan(status).ifPresent(plan -> document.put("plan", text(plan.hash())));
    document.put("next", next);
    return document;
  }

  private static Optional<PlanStatus> plan(SchemaMigrationStatus status) {
    return Optional.ofNullable(status.plan());
  }

  private static String next(
      String described, SchemaMigration resource, SchemaMigrationStatus status, String program) {
    var command =
        "%s %%s %s -n %s"
            .formatted(
                program, resource.getMetadata().getName(), resource.getMetadata().getNamespace());
    if (resource.getSpec().suspend()) {
      return "it does nothing until \"" + command.formatted("resume") + "\"";
    }
    if (status.observedGeneration() != resource.generation()) {
      return "an operator has to look at generation " + resource.generation();
    }
    var reason = status.condition("Ready").map(Condition::reason).orElse("");
    if (reason.equals(Reason.ApprovalRequired.name())) {
      return "approve the plan with \"" + command.formatted("approve") + "\", or change the spec";
    }
    if (status.condition("Stalled").isPresent()) {
      return "correct what Stalled says; without a change, \""
          + command.formatted("reconcile")
          + "\" tries again";
    }
    return status.condition("Ready").filter(it -> it.status().equals("True")).isPresent()
        ? "nothing to do"
        : "nothing to do: it goes on by itself";
  }

  private static String text(@Nullable String value) {
    return value == null ? "unknown" : value;
  }
}
