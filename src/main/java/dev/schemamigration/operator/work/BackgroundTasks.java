package dev.schemamigration.operator.work;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.event.EventRecorder;
import dev.schemamigration.operator.event.MigrationEvent;
import dev.schemamigration.operator.event.ResourceLog;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import dev.schemamigration.operator.state.PassResult;
import dev.schemamigration.operator.state.ResourceState;
import dev.schemamigration.operator.state.RunHandle;
import dev.schemamigration.operator.work.FairExecutor.Place;
import dev.schemamigration.plan.Step;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs passes in the background, records their results and triggers a reconciliation. */
public final class BackgroundTasks {
  private final MigrationService migrations;
  private final InspectionExecutor inspections;
  private final MigrationExecutor runs;
  private final EventRecorder events;
  private final PassListener listener;
  private final Clock clock;

  public BackgroundTasks(
      MigrationService migrations,
      InspectionExecutor inspections,
      MigrationExecutor runs,
      EventRecorder events,
      PassListener listener,
      Clock clock) {
    this.migrations = migrations;
    this.inspections = inspections;
    this.runs = runs;
    this.events = events;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Lets inspections wait for a moment, because what a resource refers to has changed: where many
   * refer to one object, the statuses of all say so before any is inspected.
   */
  public void changed() {
    inspections.changed();
  }

  /**
   * Starts an inspection.
   *
   * @param request the reconcile request that it answers
   */
  public void inspect(
      SchemaMigration resource,
      ResourceState state,
      ResolvedSpec.Usable spec,
      ReconcileRequest request,
      Runnable trigger) {
    var inspection = state.beginInspection(spec, request, clock.instant());
    var cancellation = inspection.cancellation();
    var queued =
        inspections.submit(
            owner(resource, spec.request()),
            () -> {
              if (cancellation.requested().isPresent()) {
                return;
              }
              var report =
                  guarded(spec.request(), () -> migrations.inspect(spec.request(), cancellation));
              if (state.inspected(inspection, report, clock.instant())) {
                logOwner(resource, report);
              }
              if (cancellation.requested().isEmpty()) {
                trigger.run();
                listener.inspected(report);
              }
            });
    cancellation.whenRequested(queued::startNow);
  }

  /**
   * Queues a run.
   *
   * @param inspection the result of the inspection that found the plan to run
   */
  public void migrate(
      SchemaMigration resource, ResourceState state, PassResult inspection, Runnable trigger) {
    var run = state.beginRun(inspection);
    var request = inspection.spec().request();
    var identity =
        inspection
            .report()
            .database()
            .map(DatabaseFacts::identity)
            .orElseGet(() -> request.database().address());
    var queued =
        runs.submit(
            owner(resource, request),
            identity,
            place -> {
              var report = run(resource, request, run, trigger, place);
              state.ran(report, clock.instant());
              trigger.run();
              MigrationEvent.ofRun(report).ifPresent(event -> events.record(resource, event));
              listener.ran(report);
            });
    run.cancellation().whenRequested(queued::startNow);
  }

  private static Owner owner(SchemaMigration resource, Request request) {
    var database = request.database();
    return new Owner(
        resource.getMetadata().getNamespace(), database.host() + ":" + database.port());
  }

  private Report run(
      SchemaMigration resource, Request request, RunHandle run, Runnable trigger, Place place) {
    var cancelled = run.cancellation().requested();
    if (cancelled.isPresent()) {
      return Report.stopped(
          new Fault(
              Reason.Cancelled,
              "stopped before it began: " + cancelled.get().why() + "; nothing was changed"));
    }
    var progress = new ProgressRecorder(resource, run, trigger, place);
    return guarded(request, () -> migrations.migrate(request, progress, run.cancellation()));
  }

  private static Report guarded(Request request, Supplier<Report> pass) {
    try {
      return pass.get();
    } catch (RuntimeException e) {
      return unforeseen(request, e);
    } catch (Error e) {
      return unforeseen(request, new IllegalStateException(e));
    }
  }

  private static Report unforeseen(Request request, RuntimeException e) {
    return Report.stopped(
        new FaultTranslator(request.database(), request.parameters(), request.names()).of(e));
  }

  /** Names the owner of a database to those who read the log, which its tenants do not. */
  private static void logOwner(SchemaMigration resource, Report report) {
    report
        .fault()
        .filter(fault -> fault.reason() == Reason.DatabaseClaimed)
        .flatMap(fault -> report.owner())
        .ifPresent(
            owner ->
                ResourceLog.of(resource)
                    .reason(Reason.DatabaseClaimed.name())
                    .log(
                        Level.INFO,
                        Reason.DatabaseClaimed
                            + ": its database is owned by "
                            + owner.described()));
  }

  /** Records the progress of a run for the status, and as Events. */
  private final class ProgressRecorder implements RunListener {
    private final SchemaMigration resource;
    private final RunHandle run;
    private final Runnable trigger;
    private final Place place;
    private final String occurrence = clock.instant().toString();

    ProgressRecorder(SchemaMigration resource, RunHandle run, Runnable trigger, Place place) {
      this.resource = resource;
      this.run = run;
      this.trigger = trigger;
      this.place = place;
    }

    @Override
    public boolean waits(BooleanSupplier wait) {
      return place.waits(wait);
    }

    @Override
    public void began(StepProgress progress) {
      run.began(progress);
      trigger.run();
    }

    @Override
    public void committed(Step step) {
      run.committed(step);
      events.record(resource, MigrationEvent.committed(step, occurrence));
    }

    @Override
    public void blocked(List<LockHolder> holders, String message) {
      if (!message.isEmpty()) {
        listener.waitedForLock();
      }
      run.blocked(holders, message);
      trigger.run();
    }

    @Override
    public void adopted(String tool, List<String> revisions) {
      events.record(resource, MigrationEvent.adopted(tool, revisions));
    }
  }
}
