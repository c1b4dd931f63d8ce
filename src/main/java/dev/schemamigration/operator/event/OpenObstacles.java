package dev.schemamigration.operator.event;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.reason.Stage;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.status.ConditionType;
import dev.schemamigration.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The obstacles of one resource that have been told of and are not over. One is over when the
 * condition of its stage is True; that a run goes on, or something else comes first, does not end
 * it. Begins with what the status as it was found tells, so that a restart repeats nothing.
 */
final class OpenObstacles {
  /** So many in turn are more than a person follows. */
  private static final int LIMIT = 16;

  private static final String FAILED = "Failed";

  private final List<Told> open = new ArrayList<>();

  /**
   * One that has been told of.
   *
   * @param reason empty where only the message is known
   * @param text its subject, or its whole message where it was found in a status
   * @param lapsed whether work has begun since, so that the same would be another occurrence
   */
  private record Told(
      Stage stage, Optional<Reason> reason, String text, boolean found, boolean lapsed) {

    /** A message begins with its subject; of two subjects, one may be the more precise. */
    boolean is(Obstacle obstacle) {
      return reason.map(it -> it == obstacle.reason()).orElse(!Obstacle.stalls(obstacle.reason()))
          && (text.startsWith(found ? Printable.text(obstacle.subject()) : obstacle.subject())
              || !found && obstacle.subject().startsWith(text));
    }

    boolean stalls() {
      return reason.filter(Obstacle::stalls).isPresent();
    }
  }

  OpenObstacles(SchemaMigrationStatus found) {
    for (var stage : Stage.values()) {
      found
          .condition(ConditionType.of(stage).name())
          .filter(condition -> condition.status().equals("False"))
          .flatMap(condition -> told(stage, found, condition))
          .ifPresent(open::add);
    }
  }

  private static Optional<Told> told(
      Stage stage, SchemaMigrationStatus found, Condition condition) {
    var reason =
        Arrays.stream(Reason.values())
            .filter(it -> it.name().equals(condition.reason()))
            .findFirst();
    if (reason.filter(Obstacle::isTold).isPresent()) {
      return Optional.of(new Told(stage, reason, condition.message(), true, false));
    }
    return Optional.ofNullable(found.lastMigration())
        .filter(last -> stage == Stage.SCHEMA_CURRENT && last.outcome().equals(FAILED))
        .map(last -> new Told(stage, Optional.empty(), last.message(), true, false));
  }

  /** Removes those that are over, and returns their reasons. */
  List<Reason> takeOver(SchemaMigrationStatus now) {
    var over =
        open.stream()
            .filter(
                told ->
                    now.condition(ConditionType.of(told.stage()).name())
                        .filter(condition -> condition.status().equals("True"))
                        .isPresent())
            .toList();
    open.removeAll(over);
    return over.stream().flatMap(told -> told.reason().stream()).distinct().toList();
  }

  /** Whether the obstacle is one that has not been told of; it is noted as told. */
  boolean isNew(Obstacle obstacle) {
    var told = open.stream().filter(it -> it.is(obstacle)).findFirst();
    if (told.filter(it -> !it.lapsed()).isPresent()) {
      return false;
    }
    open.removeIf(it -> it.reason().filter(reason -> reason == obstacle.reason()).isPresent());
    open.add(
        new Told(
            obstacle.stage(), Optional.of(obstacle.reason()), obstacle.subject(), false, false));
    if (open.size() > LIMIT) {
      open.removeFirst();
    }
    return true;
  }

  /** Notes that nothing keeps the resource from going on, as far as is known. */
  void goesOn(Phase phase) {
    if (phase instanceof Phase.Running || phase instanceof Phase.Inspecting) {
      open.replaceAll(
          told ->
              told.stalls()
                  ? new Told(told.stage(), told.reason(), told.text(), told.found(), true)
                  : told);
    }
  }
}
