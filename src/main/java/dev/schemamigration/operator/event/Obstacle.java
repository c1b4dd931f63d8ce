package dev.schemamigration.operator.event;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.reason.Stage;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.state.RunProgress;
import java.util.Optional;

/**
 * What keeps a resource from being ready: a fault, or a wait.
 *
 * @param subject which thing it is about: a beginning of the message, without what varies
 * @param revision at which a run stopped; empty where it stopped at none
 */
record Obstacle(Reason reason, String subject, String message, Optional<String> revision) {

  /** The one that a phase shows, if it shows any. */
  static Optional<Obstacle> of(Phase phase) {
    return switch (phase) {
      case Phase.Inspecting inspecting -> Optional.empty();
      case Phase.Suspended suspended -> Optional.empty();
      case Phase.Reported reported -> of(reported.report());
      case Phase.Running running -> of(running.progress());
    };
  }

  /** Whether it is told of: what is under way, done, or stopped on purpose is none. */
  static boolean isTold(Reason reason) {
    return reason != Reason.Cancelled
        && switch (reason.next()) {
          case SETTLE, PROGRESS -> false;
          case WAIT, RETRY, STALL -> true;
        };
  }

  Stage stage() {
    return reason.stage();
  }

  private static Optional<Obstacle> of(Report report) {
    return report
        .fault()
        .filter(fault -> isTold(fault.reason()))
        .map(
            fault ->
                new Obstacle(fault.reason(), fault.subject(), fault.message(), stoppedAt(report)));
  }

  private static Optional<String> stoppedAt(Report report) {
    return report
        .run()
        .flatMap(
            run ->
                report
                    .plan()
                    .map(preview -> preview.plan().steps())
                    .filter(steps -> run.steps() < steps.size())
                    .map(steps -> steps.get(run.steps()).revision()));
  }

  /** While a run waits for a lock; before its first step for that of the migrations. */
  private static Optional<Obstacle> of(RunProgress progress) {
    if (progress.waiting().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        progress
            .step()
            .map(
                step ->
                    new Obstacle(
                        Reason.LockTimeout,
                        "revision " + step.step().revision(),
                        withRevision(step.step().revision(), progress.waiting()),
                        Optional.of(step.step().revision())))
            .orElseGet(
                () -> new Obstacle(Reason.DatabaseBusy, "", progress.waiting(), Optional.empty())));
  }

  private static String withRevision(String revision, String waiting) {
    return waiting.startsWith("revision ") ? waiting : "revision " + revision + ": " + waiting;
  }

  /** Whether a person must do something before it is tried again. */
  static boolean stalls(Reason reason) {
    return reason.next() == Disposition.STALL;
  }
}
