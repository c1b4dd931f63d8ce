package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import java.time.Clock;
import java.util.List;

/** The status of a resource from how it stands. Pure but for the clock. */
public final class StatusFactory {
  private final Clock clock;

  public StatusFactory(Clock clock) {
    this.clock = clock;
  }

  /** What the resource should say now; equal to what it says when nothing has changed. */
  public SchemaMigrationStatus status(StatusContext subject, Phase standing) {
    var draft = StatusDraft.of(subject.previous());
    draft.observedGeneration = subject.generation();
    subject.handledRequest().ifPresent(token -> draft.lastHandledReconcileAt = token);
    subject.lastRun().ifPresent(run -> MigrationHistory.add(draft, run));
    draft.progress = null;
    draft.blockedBy = List.of();
    var facts = new StatusFields(draft, subject);
    var verdict =
        new ConditionRules(
            new ConditionList(
                subject.previous().conditions(), subject.generation(), clock.instant()));
    switch (standing) {
      case Phase.Looking looking -> {
        facts.unknown();
        verdict.looking();
      }
      case Phase.Reported reported -> {
        facts.reported(reported.report());
        verdict.reported(reported);
      }
      case Phase.Running running -> {
        facts.running(running);
        verdict.running(running);
      }
      case Phase.Suspended suspended -> {
        suspended(suspended, subject, facts, verdict);
        draft.blockedBy = List.of(); // it waits for nobody, whoever its last run waited for
      }
    }
    draft.conditions = verdict.conditions();
    return draft.toStatus();
  }

  private static void suspended(
      Phase.Suspended suspended,
      StatusContext subject,
      StatusFields facts,
      ConditionRules verdict) {
    if (suspended.last().isPresent()) {
      facts.reported(suspended.last().get().report());
      verdict.reported(suspended.last().get());
      verdict.suspended();
    } else if (subject.sameGeneration()) {
      verdict.asBefore();
      verdict.suspended();
    } else {
      facts.unknown();
      verdict.suspendedUnseen();
    }
  }
}
