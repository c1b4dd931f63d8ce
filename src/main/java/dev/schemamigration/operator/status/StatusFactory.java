package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.operator.state.Phase;
import java.time.Clock;
import java.util.List;

/** Makes the status of a resource from its phase. Pure but for the clock. */
public final class StatusFactory {
  private final Clock clock;
  private final String operator;

  /**
   * @param operator this one, which handles the resources
   */
  public StatusFactory(Clock clock, String operator) {
    this.clock = clock;
    this.operator = operator;
  }

  /** The new status; equal to the previous one when nothing has changed. */
  public SchemaMigrationStatus status(StatusContext context, Phase phase) {
    var draft = StatusDraft.of(context.previous());
    draft.observedGeneration = context.generation();
    draft.operator = operator;
    context.lastRun().ifPresent(run -> MigrationHistory.add(draft, run));
    draft.progress = null;
    draft.blockedBy = List.of();
    var fields = new StatusFields(draft, context);
    var conditions =
        new ConditionRules(
            new ConditionList(
                context.previous().conditions(), context.generation(), clock.instant()));
    switch (phase) {
      case Phase.Inspecting inspecting -> {
        fields.unknown(inspecting.changed());
        conditions.inspecting();
      }
      case Phase.Reported reported -> {
        fields.handled();
        fields.reported(reported);
        conditions.reported(reported);
      }
      case Phase.Running running -> {
        fields.handled();
        fields.running(running);
        conditions.running(running);
      }
      case Phase.Suspended suspended -> {
        suspended(suspended, context, fields, conditions);
        draft.blockedBy = List.of(); // it waits for nobody, whoever its last run waited for
      }
    }
    draft.conditions = conditions.conditions();
    return draft.toStatus();
  }

  private static void suspended(
      Phase.Suspended suspended,
      StatusContext context,
      StatusFields fields,
      ConditionRules conditions) {
    if (suspended.last().isPresent()) {
      fields.handled();
      fields.reported(suspended.last().get());
      conditions.reported(suspended.last().get());
      conditions.suspended();
    } else if (context.sameGeneration()) {
      conditions.keepPrevious();
      conditions.suspended();
    } else {
      fields.unknown(false);
      conditions.suspendedWithoutResult();
    }
  }
}
