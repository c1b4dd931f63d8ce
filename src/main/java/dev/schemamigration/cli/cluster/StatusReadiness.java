package dev.schemamigration.cli.cluster;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.readiness.ListedRevisions;
import dev.schemamigration.migration.readiness.Readiness;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.text.Printable;
import java.util.Objects;
import java.util.Optional;

/** Evaluates what a status says about a database; an old one never says that it is ready. Pure. */
final class StatusReadiness {
  private StatusReadiness() {}

  static Readiness of(
      String described, SchemaMigration resource, String target, RevisionGraph declared) {
    var status = resource.statusOrNone();
    var applied = status.appliedRevisions();
    var stale = stale(described, resource, status);
    if (stale.isPresent()) {
      return new Readiness.NotYet(stale.get());
    }
    if (applied == null) {
      return new Readiness.NotYet(
          notReady(status)
              .map(it -> described + " is not ready: " + it)
              .orElse("the operator of " + described + " does not list what is applied"));
    }
    var listed =
        new ListedRevisions(
            Objects.requireNonNullElse(status.currentRevision(), "base"),
            applied.total(),
            applied.listed(),
            applied.labels(),
            status.unfinishedRevisions());
    return switch (listed.readiness(target, declared)) {
      case Readiness.NotYet notYet ->
          new Readiness.NotYet(
              notYet.why()
                  + notReady(status)
                      .map(it -> "; " + described + " is not ready: " + it)
                      .orElse(", the target of " + described));
      case Readiness known -> known;
    };
  }

  /** Why the status may tell of what was so earlier. */
  static Optional<String> stale(
      String described, SchemaMigration resource, SchemaMigrationStatus status) {
    if (resource.getMetadata().getDeletionTimestamp() != null) {
      return Optional.of(described + " is being deleted");
    }
    if (status.observedGeneration() < 0) {
      return Optional.of("no operator has looked at " + described + " yet");
    }
    if (status.observedGeneration() != resource.generation()
        || status.conditions().stream()
            .anyMatch(it -> !Objects.equals(it.observedGeneration(), resource.generation()))) {
      return Optional.of(
          "the status of %s is of generation %d, and its spec of generation %d"
              .formatted(described, status.observedGeneration(), resource.generation()));
    }
    if (resource.getSpec() != null && resource.getSpec().suspend()) {
      return Optional.of(described + " is suspended, so that nobody looks at its database");
    }
    var reached = status.condition("DatabaseReachable").map(Condition::status).orElse("Unknown");
    return reached.equals("True")
        ? Optional.empty()
        : Optional.of(
            described
                + " is not ready: "
                + notReady(status).orElse("DatabaseReachable is " + reached));
  }

  private static Optional<String> notReady(SchemaMigrationStatus status) {
    return status
        .condition("Ready")
        .filter(it -> !it.status().equals("True"))
        .map(it -> it.reason() + ": " + Printable.line(it.message()));
  }
}
