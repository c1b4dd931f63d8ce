package dev.schemamigration.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.KnownObjects;
import dev.schemamigration.operator.source.SourceFetcher;
import dev.schemamigration.operator.spec.SpecReader;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Backoff;
import dev.schemamigration.operator.state.RequeuePolicy;
import dev.schemamigration.operator.state.ResourceStates;
import dev.schemamigration.operator.status.EventRecorder;
import dev.schemamigration.operator.status.StatusFactory;
import dev.schemamigration.operator.work.BackgroundTasks;
import dev.schemamigration.operator.work.InspectionExecutor;
import dev.schemamigration.operator.work.MigrationExecutor;
import dev.schemamigration.operator.work.MigrationService;
import dev.schemamigration.operator.work.PassListener;
import dev.schemamigration.testing.Changelogs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes end in the middle of a reconciliation, at moments that the tests choose. */
class ReconciliationTest {
  private static final String SOURCE = Changelogs.inline(Changelogs.linear(1));
  private static final Report PENDING =
      Given.pending(List.of("001"), List.of("002"), Given.up("002", "002"));
  private static final Report FAILED = Given.failedRun(Reason.LockTimeout, "blocked");

  /** A moment between the observation of a reconciliation and its action. */
  private enum Moment {
    AFTER_OBSERVATION,
    BEFORE_WRITE,
    DURING_WRITE
  }

  private final Interruptions interruptions = new Interruptions();
  private final Passes passes = new Passes();
  private final Semaphore triggered = new Semaphore(0);
  private final InspectionExecutor inspections = new InspectionExecutor(2, 16);
  private final MigrationExecutor runs = new MigrationExecutor(2, 16);
  private final EventRecorder events =
      new EventRecorder(withoutApi(), interruptions.clock(), "this-process");
  private final ResourceStates states =
      new ResourceStates(
          new RequeuePolicy(
              new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(1))),
          Duration.ZERO);
  private final Reconciliation reconciliation =
      new Reconciliation(
          interruptions::isLeader,
          new SpecResolver(
              new SpecReader(Optional.empty(), "test", () -> "cluster"),
              new SourceFetcher((namespace, fetch) -> fetch.run())),
          states,
          new BackgroundTasks(
              passes, inspections, runs, events, new PassListener() {}, interruptions.clock()),
          new StatusFactory(interruptions.clock()),
          events,
          interruptions.clock(),
          id -> triggered.release());

  private final KnownObjects objects =
      new KnownObjects().secret("db", Map.of("uri", "postgresql://app:pw@db.shop/orders"));

  private final SchemaMigration orders =
      Given.resource("database: {secretRef: {name: db}}\n" + SOURCE);

  @AfterEach
  void close() {
    passes.endAll();
    inspections.close();
    runs.close();
    events.close();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aRunThatEndsDuringAReconciliationIsReportedByTheNextOne(Moment moment) {
    startRun();

    interruptions.at(moment, () -> endRun(FAILED));
    reconcile(orders);

    assertThat(message(orders)).isEqualTo("applying 002 (message of 002), step 1 of 1");
    assertThat(orders.getStatus().history()).isEmpty();
    assertThat(states.anyUnreported()).isTrue();

    reconcile(orders);

    assertThat(message(orders)).startsWith("blocked (attempt 1, next at ");
    assertThat(orders.getStatus().history()).hasSize(1);
    assertThat(states.anyUnreported()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void anInspectionThatEndsDuringAReconciliationIsActedOnByTheNextOne(Moment moment) {
    startInspection(orders);
    interruptions.advance(Duration.ofSeconds(2));

    interruptions.at(moment, () -> endInspection(PENDING));
    reconcile(orders);

    assertThat(message(orders)).isEqualTo("looking at the source and the database");
    assertThat(orders.getStatus().currentRevision()).isNull();
    assertThat(states.migrating()).isZero();

    reconcile(orders);

    assertThat(message(orders))
        .isEqualTo("001 → 002: 1 revision to apply; waiting for a free worker");
    assertThat(states.migrating()).isEqualTo(1);
  }

  @Test
  void aRequestIsAcknowledgedWithTheResultThatAnswersIt() {
    startInspection(orders);
    endInspection(Given.settled("001"));
    reconcile(orders);
    orders.getMetadata().setAnnotations(Map.of("schemamigration.dev/requestedAt", "token"));
    reconcile(orders);

    interruptions.at(Moment.AFTER_OBSERVATION, () -> endInspection(Given.settled("002")));
    reconcile(orders);

    assertThat(orders.getStatus().lastHandledReconcileAt()).isNull();
    assertThat(orders.getStatus().currentRevision()).isEqualTo("001");

    reconcile(orders);

    assertThat(orders.getStatus().lastHandledReconcileAt()).isEqualTo("token");
    assertThat(orders.getStatus().currentRevision()).isEqualTo("002");
  }

  private void startInspection(SchemaMigration resource) {
    reconcile(resource);
    triggered.acquireUninterruptibly(); // the source has been fetched
    reconcile(resource);
  }

  private void startRun() {
    startInspection(orders);
    endInspection(PENDING);
    reconcile(orders);
    triggered.acquireUninterruptibly(); // the run has begun its first step
    interruptions.advance(Duration.ofSeconds(1));
  }

  private void endInspection(Report report) {
    passes.inspections.add(report);
    triggered.acquireUninterruptibly();
  }

  private void endRun(Report report) {
    passes.runs.add(report);
    triggered.acquireUninterruptibly();
  }

  private void reconcile(SchemaMigration resource) {
    reconciliation.reconcile(resource, objects, this::write);
  }

  private StatusWriter.Result write(SchemaMigration resource, SchemaMigrationStatus status) {
    resource.setStatus(status);
    interruptions.reached(Moment.DURING_WRITE);
    return StatusWriter.Result.WRITTEN;
  }

  private static String message(SchemaMigration resource) {
    return resource.getStatus().condition("Ready").orElseThrow().message();
  }

  private static KubernetesClient withoutApi() {
    return (KubernetesClient)
        Proxy.newProxyInstance(
            KubernetesClient.class.getClassLoader(),
            new Class<?>[] {KubernetesClient.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException("there is no API: " + method);
            });
  }

  /** Runs what a test wants to happen at a moment, once, on the thread that reconciles. */
  private static final class Interruptions {
    private final Map<Moment, Runnable> planned = new ConcurrentHashMap<>();
    private volatile Instant now = Given.NOON;

    void at(Moment moment, Runnable interruption) {
      planned.put(moment, interruption);
    }

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    void reached(Moment moment) {
      Optional.ofNullable(planned.remove(moment)).ifPresent(Runnable::run);
    }

    boolean isLeader() {
      reached(Moment.BEFORE_WRITE);
      return true;
    }

    /** A reconciliation asks for the time right after it has observed the state. */
    Clock clock() {
      InstantSource source =
          () -> {
            reached(Moment.AFTER_OBSERVATION);
            return now;
          };
      return source.withZone(ZoneOffset.UTC);
    }
  }

  /** Passes that end when a test completes them. */
  private static final class Passes implements MigrationService {
    final BlockingQueue<Report> inspections = new LinkedBlockingQueue<>();
    final BlockingQueue<Report> runs = new LinkedBlockingQueue<>();

    @Override
    public Report inspect(Request request) {
      return take(inspections);
    }

    @Override
    public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
      listener.began(new StepProgress(Given.up("002", "002"), 1, 1, Given.NOON));
      return take(runs);
    }

    void endAll() {
      inspections.add(PENDING);
      runs.add(FAILED);
    }

    private static Report take(BlockingQueue<Report> reports) {
      try {
        return reports.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
