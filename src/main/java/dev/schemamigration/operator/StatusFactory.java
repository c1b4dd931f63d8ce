package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import java.time.Clock;
import java.util.List;

/** The status of a resource from how it stands. Pure but for the clock. */
final class StatusFactory {
  private final Clock clock;

  StatusFactory(Clock clock) {
    this.clock = clock;
  }

  /** What the resource should say now; equal to what it says when nothing has changed. */
  SchemaMigrationStatus status(Subject subject, Standing standing) {
    var draft = StatusDraft.of(subject.previous());
    draft.observedGeneration = subject.generation();
    subject.handledRequest().ifPresent(token -> draft.lastHandledReconcileAt = token);
    subject.lastRun().ifPresent(run -> History.add(draft, run));
    draft.progress = null;
    draft.blockedBy = List.of();
    var facts = new Facts(draft, subject);
    var verdict =
        new Verdict(
            new ConditionList(
                subject.previous().conditions(), subject.generation(), clock.instant()));
    switch (standing) {
      case Standing.Looking looking -> {
        facts.unknown();
        verdict.looking();
      }
      case Standing.Reported reported -> {
        facts.reported(reported.report());
        verdict.reported(reported);
      }
      case Standing.Running running -> {
        facts.running(running);
        verdict.running(running);
      }
      case Standing.Suspended suspended -> {
        suspended(suspended, subject, facts, verdict);
        draft.blockedBy = List.of(); // it waits for nobody, whoever its last run waited for
      }
    }
    draft.conditions = verdict.conditions();
    return draft.toStatus();
  }

  private static void suspended(
      Standing.Suspended suspended, Subject subject, Facts facts, Verdict verdict) {
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
