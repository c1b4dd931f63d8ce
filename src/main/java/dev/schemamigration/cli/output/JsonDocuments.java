package dev.schemamigration.cli.output;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.revision.Heads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Results of commands as objects for {@code -o json}; the names are those of the status. */
public final class JsonDocuments {
  private JsonDocuments() {}

  /**
   * All that a pass found out.
   *
   * @param failure what the fault of the report is to the command
   */
  public static Map<String, Object> of(Report report, Optional<Failure> failure) {
    var document = new LinkedHashMap<String, Object>();
    document.put("outcome", outcome(report.outcome()));
    failure.ifPresent(it -> document.putAll(of(it)));
    document.put("currentRevision", report.heads().map(Heads::toString));
    document.put("heads", report.heads().map(Heads::ids));
    document.put("targetRevision", report.targetHeads().map(Heads::toString));
    if (!report.unfinished().isEmpty()) {
      document.put("unfinished", report.unfinished());
    }
    report.plan().ifPresent(plan -> document.put("plan", plan(plan)));
    report
        .run()
        .ifPresent(
            run -> {
              document.put("from", run.from());
              document.put("to", run.to());
              document.put("stepsDone", run.steps());
              document.put("startedAt", run.startedAt());
              document.put("finishedAt", run.finishedAt());
            });
    document.put("database", report.database().map(JsonDocuments::database));
    document.put("owner", owner(report.ownership()));
    return document;
  }

  /** The resource that owns the database; empty without one. */
  public static Optional<Map<String, Object>> owner(Optional<Ownership> ownership) {
    return ownership.flatMap(it -> it.owner().map(owner -> owner(owner, it)));
  }

  private static Map<String, Object> owner(DatabaseOwner owner, Ownership ownership) {
    var document = new LinkedHashMap<String, Object>();
    document.put("installation", owner.installation());
    document.put("namespace", owner.namespace());
    document.put("name", owner.name());
    document.put("uid", owner.uid());
    document.put("target", ownership.target());
    document.put("next", next(ownership));
    return document;
  }

  /** What the operator of the owner does next, as far as the database tells. */
  public static String next(Ownership ownership) {
    return "takes it to the resource's target, which was "
        + ownership.target()
        + " at its latest run, unless the resource is suspended";
  }

  /** The failure of a command. */
  public static Map<String, Object> of(Failure failure) {
    var document = new LinkedHashMap<String, Object>();
    document.put("reason", failure.reason());
    document.put("message", failure.message());
    document.put("exitCode", failure.exitCode().number());
    return document;
  }

  public static Map<String, Object> database(DatabaseFacts facts) {
    var document = new LinkedHashMap<String, Object>();
    document.put("server", facts.server());
    document.put("host", facts.host());
    document.put("name", facts.name());
    return document;
  }

  static String direction(Direction direction) {
    return switch (direction) {
      case UPGRADE -> "Upgrade";
      case DOWNGRADE -> "Downgrade";
      case NONE -> "None";
    };
  }

  private static Map<String, Object> plan(PlanPreview view) {
    var document = new LinkedHashMap<String, Object>();
    document.put("hash", view.hash());
    document.put("direction", direction(view.plan().direction()));
    document.put(
        "steps",
        view.plan().steps().stream()
            .map(
                step -> {
                  var one = new LinkedHashMap<String, Object>();
                  one.put("operation", operation(step.operation()));
                  one.put("revision", step.revision());
                  one.put("message", step.message());
                  return one;
                })
            .toList());
    document.put("irreversible", view.irreversible());
    return document;
  }

  private static String operation(Operation operation) {
    return switch (operation) {
      case UPGRADE -> "Upgrade";
      case DOWNGRADE -> "Downgrade";
    };
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Settled settled -> "Settled";
      case Outcome.Pending pending -> "Pending";
      case Outcome.Migrated migrated -> "Migrated";
      case Outcome.Stopped stopped -> "Stopped";
    };
  }
}
