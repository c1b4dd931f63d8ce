package dev.schemamigration.operator.event;

import static dev.schemamigration.operator.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.state.RunProgress;
import dev.schemamigration.operator.status.StatusContext;
import dev.schemamigration.operator.status.StatusFactory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statuses are made as the operator makes them, one after the other. */
class OccurrenceTrackerTest {
  private static final Report READY = Given.settled("002");
  private static final Phase RUNNING =
      new Phase.Running(
          Given.inspected(Given.pending(List.of("001"), List.of("002"), Given.up("002", "002"))),
          RunProgress.NOT_STARTED);

  private final StatusFactory statuses =
      new StatusFactory(Clock.fixed(NOON, ZoneOffset.UTC), "ops/this");
  private final SchemaMigration resource = Given.resource("target: head\n");
  private OccurrenceTracker tracker = new OccurrenceTracker();
  private SchemaMigrationStatus status = SchemaMigrationStatus.NONE;
  private Optional<Report> lastRun = Optional.empty();

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"Succeeded", "Progressing", "Cancelled"})
  void everyReasonIsOneWarningHoweverOftenItIsTriedAndOneEventWhenItIsOver(Reason reason) {
    assertThat(shown(failed(reason, "x: \"a\" is wrong", 1)))
        .containsExactly("Warning " + reason + ": x: \"a\" is wrong");
    for (int attempt = 2; attempt < 5; attempt++) {
      assertThat(failed(reason, "x: \"a\" is wrong", attempt)).isEmpty();
    }

    assertThat(shown(written(reported(READY))))
        .containsExactly("Normal Recovered: " + reason + " is over: the database stands at 002");
    assertThat(written(reported(READY))).isEmpty();
    assertThat(failed(reason, "x: \"a\" is wrong", 1)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"Succeeded", "Progressing", "Cancelled"})
  void anotherProcessRepeatsNothingThatTheStatusTells(Reason reason) {
    failed(reason, "x: \"a\" is wrong", 3);

    tracker = new OccurrenceTracker();

    assertThat(failed(reason, "x: \"a\" is wrong", 1)).isEmpty();
    assertThat(shown(written(reported(READY))))
        .containsExactly("Normal Recovered: " + reason + " is over: the database stands at 002");
  }

  @Test
  void nothingIsToldOfWhatIsUnderWayOrStoppedOnPurpose() {
    assertThat(written(new Phase.Inspecting(false))).isEmpty();
    assertThat(written(RUNNING)).isEmpty();
    assertThat(failed(Reason.Cancelled, "stopped", 1)).isEmpty();
    assertThat(written(reported(READY))).isEmpty();
  }

  @Test
  void anotherThingOfTheSameReasonIsAnotherOccurrence() {
    failed(Reason.SecretNotFound, "there is no Secret \"a\"", 1);

    assertThat(shown(failed(Reason.SecretNotFound, "there is no Secret \"b\"", 1)))
        .containsExactly("Warning SecretNotFound: there is no Secret \"b\"");
  }

  @Test
  void otherWordsAboutTheSameThingAreNot() {
    var database = "database db:5432/orders as app";
    var first = new Fault(Reason.DatabaseUnreachable, database + ": refused", "", database);
    var second = new Fault(Reason.DatabaseUnreachable, database + ": no answer", "", database);
    assertThat(written(reported(Report.stopped(first)))).hasSize(1);

    assertThat(written(reported(Report.stopped(second)))).isEmpty();

    tracker = new OccurrenceTracker();
    assertThat(written(reported(Report.stopped(first)))).isEmpty();
  }

  @Test
  void reasonsThatTakeTurnsAreToldOnce() {
    failed(Reason.DatabaseUnreachable, "no answer", 1);
    assertThat(failed(Reason.DatabaseStarting, "starting", 2)).hasSize(1);

    assertThat(failed(Reason.DatabaseUnreachable, "no answer", 3)).isEmpty();
    assertThat(failed(Reason.DatabaseStarting, "starting", 4)).isEmpty();

    assertThat(shown(written(reported(READY))))
        .containsExactly(
            "Normal Recovered: DatabaseUnreachable, DatabaseStarting are over: the database stands"
                + " at 002");
  }

  @Test
  void aRunThatIsTriedAgainGoesOnWithTheSameOccurrence() {
    run(Reason.ConnectionLost, "the connection broke");
    assertThat(written(RUNNING)).isEmpty();

    assertThat(run(Reason.ConnectionLost, "the connection broke")).isEmpty();

    written(RUNNING);
    tracker = new OccurrenceTracker();
    assertThat(run(Reason.ConnectionLost, "the connection broke")).isEmpty();
  }

  @Test
  void aPlanThatFailsAgainAfterItWasRunAgainIsAnotherOccurrence() {
    assertThat(shown(run(Reason.MigrationFailed, "revision 002: syntax error")))
        .containsExactly("Warning MigrationFailed: revision 002: syntax error");
    written(RUNNING);

    assertThat(run(Reason.MigrationFailed, "revision 002: syntax error"))
        .singleElement()
        .satisfies(event -> assertThat(event.revision()).isEqualTo("002"));
  }

  @Test
  void whatIsOverIsToldBeforeTheRestIs() {
    failed(Reason.SecretNotFound, "there is no Secret", 1);

    assertThat(shown(written(RUNNING)))
        .singleElement()
        .asString()
        .startsWith("Normal Recovered: SecretNotFound is over: ");
    assertThat(written(reported(READY))).isEmpty();
  }

  @Test
  void somethingThatComesFirstDoesNotEndTheOther() {
    failed(Reason.AuthenticationFailed, "wrong password", 1);
    failed(Reason.SourceNotFound, "there is no ConfigMap", 1);

    assertThat(shown(failed(Reason.AuthenticationFailed, "wrong password", 2)))
        .singleElement()
        .asString()
        .startsWith("Normal Recovered: SourceNotFound is over: ");
  }

  @Test
  void aWaitForALockIsOneWarningWhoeverHoldsIt() {
    assertThat(shown(written(waiting("waiting for pid 1 (report)"))))
        .containsExactly("Warning LockTimeout: revision 002: waiting for pid 1 (report)");

    assertThat(written(waiting("waiting for pid 2 (report)"))).isEmpty();
    assertThat(written(RUNNING)).isEmpty();
    assertThat(written(waiting("revision 002, statement 1: lock timeout; attempt 2"))).isEmpty();

    assertThat(shown(written(reported(READY))))
        .containsExactly("Normal Recovered: LockTimeout is over: the database stands at 002");
  }

  @Test
  void aSuspendedResourceIsSilent() {
    failed(Reason.SecretNotFound, "there is no Secret", 1);

    assertThat(written(new Phase.Suspended(Optional.empty()))).isEmpty();
    assertThat(failed(Reason.SecretNotFound, "there is no Secret", 1)).isEmpty();
  }

  @Test
  void aResourceThatWasCreatedAgainBeginsAnew() {
    failed(Reason.SecretNotFound, "there is no Secret", 1);
    tracker.forget(resource);
    resource.getMetadata().setUid("uid-2");
    status = SchemaMigrationStatus.NONE;

    assertThat(failed(Reason.SecretNotFound, "there is no Secret", 1)).hasSize(1);
  }

  private static Phase reported(Report report) {
    return new Phase.Reported(report, 0, Optional.empty(), Optional.empty());
  }

  private static Phase waiting(String why) {
    return new Phase.Running(
        Given.inspected(Given.pending(List.of("001"), List.of("002"), Given.up("002", "002"))),
        new RunProgress(
            Optional.of(new StepProgress(Given.up("002", "002"), 1, 1, NOON)),
            List.of(),
            List.of(),
            why));
  }

  private List<MigrationEvent> failed(Reason reason, String message, int attempt) {
    return written(
        new Phase.Reported(
            Report.stopped(new Fault(reason, message)),
            attempt,
            Optional.of(NOON.plusSeconds(attempt)),
            Optional.empty()));
  }

  private List<MigrationEvent> run(Reason reason, String message) {
    var report = Given.failedRun(reason, message);
    lastRun = Optional.of(report);
    return written(reported(report));
  }

  private List<MigrationEvent> written(Phase phase) {
    var before = status;
    var context =
        new StatusContext(
            before,
            1,
            Optional.of(Given.SETTINGS),
            ReconcileRequest.NONE,
            Optional.empty(),
            lastRun);
    status = statuses.status(context, phase);
    return tracker.events(resource, before, status, phase);
  }

  private static List<String> shown(List<MigrationEvent> events) {
    return events.stream()
        .map(it -> (it.warning() ? "Warning " : "Normal ") + it.reason() + ": " + it.note())
        .toList();
  }
}
