package dev.schemamigration.operator.event;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.status.ConditionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds in the statuses of each resource where something begins to keep it from being ready, which
 * is one Warning however often it is tried again, and where that is over.
 */
public final class OccurrenceTracker {
  private final Map<String, OpenObstacles> resources = new ConcurrentHashMap<>();

  /** Takes what the status of a resource tells for told, before this process first writes it. */
  public void found(SchemaMigration resource, SchemaMigrationStatus status) {
    open(resource, status);
  }

  private OpenObstacles open(SchemaMigration resource, SchemaMigrationStatus found) {
    return resources.computeIfAbsent(
        resource.getMetadata().getUid(), it -> new OpenObstacles(found));
  }

  /**
   * The Events of a status that has been written.
   *
   * @param before the status that it replaced
   * @param phase from which it was made
   */
  public List<MigrationEvent> events(
      SchemaMigration resource,
      SchemaMigrationStatus before,
      SchemaMigrationStatus now,
      Phase phase) {
    var open = open(resource, before);
    var events = new ArrayList<MigrationEvent>();
    synchronized (open) {
      var over = open.takeOver(now);
      if (!over.isEmpty()) {
        events.add(recovered(over, now));
      }
      Obstacle.of(phase)
          .ifPresentOrElse(
              obstacle -> {
                if (open.isNew(obstacle)) {
                  events.add(begun(obstacle, now));
                }
              },
              () -> open.goesOn(phase));
    }
    return events;
  }

  /** Forgets a resource that is gone. */
  public void forget(SchemaMigration resource) {
    resources.remove(resource.getMetadata().getUid());
  }

  private static MigrationEvent begun(Obstacle obstacle, SchemaMigrationStatus now) {
    return new MigrationEvent(
        true,
        obstacle.reason().name(),
        "Migrate",
        obstacle.message(),
        obstacle.revision().orElseGet(() -> at(now)),
        Long.toString(now.observedGeneration()));
  }

  private static MigrationEvent recovered(List<Reason> over, SchemaMigrationStatus now) {
    var last =
        now.condition(ConditionType.Ready.name())
            .filter(ready -> ready.status().equals("True"))
            .or(() -> now.condition(ConditionType.of(over.getLast().stage()).name()))
            .orElseThrow();
    return new MigrationEvent(
        false,
        "Recovered",
        "Migrate",
        over.stream().map(Reason::name).collect(Collectors.joining(", "))
            + (over.size() == 1 ? " is over: " : " are over: ")
            + last.message(),
        at(now),
        last.lastTransitionTime());
  }

  private static String at(SchemaMigrationStatus now) {
    return Objects.requireNonNullElse(now.currentRevision(), "");
  }
}
