package dev.schemamigration.operator.work;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.ResolvedSpec;
import dev.schemamigration.operator.state.ResourceState;
import dev.schemamigration.operator.state.RunHandle;
import dev.schemamigration.operator.status.EventRecorder;
import dev.schemamigration.operator.status.MigrationEvent;
import dev.schemamigration.operator.status.StatusMessages;
import dev.schemamigration.plan.Step;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Does what takes time, away from the reconciler's threads, and wakes it when it is done. */
public final class BackgroundTasks {
  private static final Logger LOG = System.getLogger(BackgroundTasks.class.getName());

  private final MigrationService migrations;
  private final InspectionExecutor looks;
  private final MigrationExecutor workers;
  private final EventRecorder events;
  private final PassListener observer;
  private final Clock clock;

  public BackgroundTasks(
      MigrationService migrations,
      InspectionExecutor looks,
      MigrationExecutor workers,
      EventRecorder events,
      PassListener observer,
      Clock clock) {
    this.migrations = migrations;
    this.looks = looks;
    this.workers = workers;
    this.events = events;
    this.observer = observer;
    this.clock = clock;
  }

  public void look(
      SchemaMigration resource,
      ResourceState file,
      ResolvedSpec.Usable inputs,
      Optional<String> request,
      Runnable wake) {
    file.beginLook(inputs, request, clock.instant());
    looks.submit(
        () -> {
          var report = guarded(resource, () -> migrations.look(inputs.request()));
          file.looked(report, clock.instant());
          wake.run();
          observer.looked(resource.qualifiedName(), report);
        });
  }

  public void migrate(
      SchemaMigration resource,
      ResourceState file,
      ResolvedSpec.Usable inputs,
      Report pending,
      Runnable wake) {
    var run = file.beginRun(inputs, pending);
    var identity =
        pending
            .database()
            .map(DatabaseFacts::identity)
            .orElseGet(() -> inputs.request().database().address());
    workers.submit(
        identity,
        () -> {
          var report = run(resource, inputs, run, wake);
          file.ran(report, clock.instant());
          wake.run();
          tell(resource, report);
          MigrationEvent.ofEnd(report).ifPresent(end -> events.record(resource, end));
          observer.ran(resource.qualifiedName(), report);
        });
  }

  private Report run(
      SchemaMigration resource, ResolvedSpec.Usable inputs, RunHandle run, Runnable wake) {
    var cancelled = run.cancellation().requested();
    if (cancelled.isPresent()) {
      return Report.stopped(
          new Fault(
              Reason.Cancelled,
              "stopped before it began: " + cancelled.get().why() + "; nothing was changed"));
    }
    var listener = new Listener(resource, run, wake);
    return guarded(
        resource, () -> migrations.migrate(inputs.request(), listener, run.cancellation()));
  }

  private static Report guarded(SchemaMigration resource, Supplier<Report> pass) {
    try {
      return pass.get();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, resource.qualifiedName() + ": the pass broke off", e);
      return Report.stopped(
          new Fault(
              Reason.InternalError,
              "the operator met something unforeseen (%s); its log has the details"
                  .formatted(e.getClass().getSimpleName())));
    }
  }

  private static void tell(SchemaMigration resource, Report report) {
    report
        .fault()
        .ifPresentOrElse(
            fault ->
                LOG.log(
                    Level.INFO,
                    "{0}: {1}: {2}",
                    resource.qualifiedName(),
                    fault.reason(),
                    fault.message()),
            () ->
                report
                    .run()
                    .ifPresent(
                        run ->
                            LOG.log(
                                Level.INFO,
                                "{0}: {1}",
                                resource.qualifiedName(),
                                StatusMessages.migrated(run))));
  }

  /** Passes on what a run tells. */
  private final class Listener implements RunListener {
    private final SchemaMigration resource;
    private final RunHandle run;
    private final Runnable wake;
    private final String occasion = clock.instant().toString();

    Listener(SchemaMigration resource, RunHandle run, Runnable wake) {
      this.resource = resource;
      this.run = run;
      this.wake = wake;
    }

    @Override
    public void began(StepProgress progress) {
      run.began(progress);
      wake.run();
    }

    @Override
    public void committed(Step step) {
      run.committed(step);
      events.record(resource, MigrationEvent.committed(step, occasion));
    }

    @Override
    public void blocked(List<LockHolder> holders, String message) {
      if (!message.isEmpty()) {
        observer.waited(resource.qualifiedName());
      }
      run.blocked(holders, message);
      wake.run();
    }

    @Override
    public void adopted(String tool, List<String> revisions) {
      events.record(resource, MigrationEvent.adopted(tool, revisions));
    }
  }
}
