package dev.schemamigration.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.event.EventRecorder;
import dev.schemamigration.operator.event.RecordedLog;
import dev.schemamigration.operator.reference.KnownObjects;
import dev.schemamigration.operator.reference.ObjectContents;
import dev.schemamigration.operator.reference.ObjectLookup;
import dev.schemamigration.operator.reference.WatchedKind;
import dev.schemamigration.operator.source.SourceFetcher;
import dev.schemamigration.operator.spec.SpecReader;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Backoff;
import dev.schemamigration.operator.state.RequeuePolicy;
import dev.schemamigration.operator.state.ResourceStates;
import dev.schemamigration.operator.status.StatusFactory;
import dev.schemamigration.operator.work.BackgroundTasks;
import dev.schemamigration.operator.work.InspectionExecutor;
import dev.schemamigration.operator.work.MigrationExecutor;
import dev.schemamigration.operator.work.MigrationService;
import dev.schemamigration.operator.work.PassListener;
import dev.schemamigration.testing.Changelogs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes end in the middle of a reconciliation, at moments that the tests choose. */
class ReconciliationTest {
  private static final String FLUX = "reconcile.fluxcd.io/requestedAt";
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
          new Handlers(),
          new SpecResolver(
              new SpecReader(Optional.empty(), "test", () -> "cluster"),
              new SourceFetcher((namespace, fetch) -> fetch.run())),
          states,
          new BackgroundTasks(
              passes, inspections, runs, events, new PassListener() {}, interruptions.clock()),
          new StatusFactory(interruptions.clock(), "ops/this"),
          events,
          interruptions.clock(),
          id -> triggered.release());

  private final KnownObjects objects =
      new KnownObjects()
          .secret("db", Map.of("uri", "postgresql://app:pw@db.shop/orders"))
          .configMap("files", Changelogs.linear(1));

  private final SchemaMigration orders =
      Given.resource("database: {secretRef: {name: db}}\n" + SOURCE);

  private final SchemaMigration shared =
      Given.resource("database: {secretRef: {name: db}}\nsource: {configMaps: [{name: files}]}");

  @AfterEach
  void close() {
    passes.endAll();
    inspections.close();
    runs.close();
    events.close();
  }

  @Test
  void theApiServerIsAskedOnceForTheObjectsOfASpecThatNoStatusTellsOf() {
    var asked = new AtomicInteger();
    ObjectLookup counting =
        new ObjectLookup() {
          @Override
          public Optional<ObjectContents> contents(
              WatchedKind<?> kind, String namespace, String name) {
            return objects.contents(kind, namespace, name);
          }

          @Override
          public ObjectLookup latest() {
            asked.incrementAndGet();
            return objects;
          }
        };
    Runnable pass = () -> reconciliation.reconcile(shared, counting, this::write);

    pass.run();
    pass.run();
    assertThat(asked).hasValue(1);

    shared.getMetadata().setGeneration(2L);
    pass.run();
    shared.setStatus(null);
    pass.run();
    assertThat(asked).as("once for a generation").hasValue(2);

    shared.getMetadata().setGeneration(3L);
    shared.setStatus(Given.status("observedGeneration: 3"));
    pass.run();
    assertThat(asked).as("an operator that starts finds it observed").hasValue(2);
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

  @Test
  void aChangedSourceIsShownBeforeAnythingIsDoneAboutIt() {
    settle(shared);
    var read = shared.getStatus().source().digest();

    objects.configMap("files", Changelogs.linear(2));
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("False Progressing");
    assertThat(shared.getStatus().source().digest()).isEqualTo(read);
    assertThat(passes.begun).isEqualTo(1);

    triggered.acquireUninterruptibly(); // the source has been fetched
    reconcile(shared);
    endInspection(Given.settled("002"));
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("True Succeeded");
    assertThat(shared.getStatus().source().digest()).isNotEqualTo(read);
    assertThat(shared.getStatus().source().revision()).startsWith("files@");
  }

  @Test
  void aSourceThatChangesDuringAnInspectionIsShownAtOnce() {
    settle(shared);
    interruptions.advance(Duration.ofHours(1));
    reconcile(shared); // looks again

    objects.configMap("files", Changelogs.linear(2));
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("False Progressing");
  }

  @Test
  void aRepairedSourceIsNoLongerStalled() {
    objects.configMap("files", Map.of());
    reconcile(shared);
    reconcile(shared);
    assertThat(ready(shared)).isEqualTo("False SourceEmpty");

    objects.configMap("files", Changelogs.linear(1));
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("False Progressing");
    assertThat(shared.getStatus().condition("Stalled")).isEmpty();
  }

  @Test
  void afterARestartASourceThatChangedMeanwhileIsShownBeforeItIsInspected() {
    settle(shared);
    objects.configMap("files", Changelogs.linear(2));
    states.remove(ResourceID.fromResource(shared), shared.getMetadata().getUid());

    reconcile(shared);
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("False Progressing");
  }

  @Test
  void afterARestartAnUnchangedSourceLeavesTheStatusAlone() {
    settle(shared);
    var before = shared.getStatus();
    states.remove(ResourceID.fromResource(shared), shared.getMetadata().getUid());

    reconcile(shared);
    reconcile(shared);

    assertThat(shared.getStatus()).isSameAs(before);
  }

  @Test
  void aRotatedPasswordLeavesTheStatusAloneAndAnotherDatabaseDoesNot() {
    settle(shared);
    var before = shared.getStatus();

    objects.secret("db", Map.of("uri", "postgresql://app:rotated@db.shop/orders"));
    reconcile(shared);
    assertThat(shared.getStatus()).isSameAs(before);

    objects.secret("db", Map.of("uri", "postgresql://app:rotated@db.shop/other"));
    reconcile(shared);
    assertThat(ready(shared)).isEqualTo("False Progressing");
    assertThat(shared.getStatus().currentRevision()).isNull();
  }

  @Test
  void newCredentialsEndAStallAtOnce() {
    startInspection(shared);
    endInspection(Given.stopped(Reason.PermissionDenied, "may not create tables"));
    reconcile(shared);
    assertThat(shared.getStatus().condition("Stalled")).isPresent();

    objects.secret("db", Map.of("uri", "postgresql://owner:pw@db.shop/orders"));
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("False Progressing");
    assertThat(shared.getStatus().condition("Stalled")).isEmpty();
  }

  @Test
  void aWarningIsNotLostWithTheAnswerToTheStatusThatTellsTheSame() {
    startInspection(orders);
    endInspection(Given.stopped(Reason.PermissionDenied, "may not create tables"));
    try (var log = new RecordedLog("dev.schemamigration.resource")) {
      assertThatThrownBy(() -> reconciliation.reconcile(orders, objects, this::writeUnanswered))
          .isInstanceOf(KubernetesClientException.class);
      assertThat(log.lines()).isEmpty();

      reconcile(orders);
      reconcile(orders);

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN shop/orders: PermissionDenied: may not create tables");
    }
  }

  private StatusWriter.Result writeUnanswered(
      SchemaMigration resource, SchemaMigrationStatus status) {
    write(resource, status);
    throw new KubernetesClientException("no answer");
  }

  @Test
  void aSourceThatIsDeletedDuringARunLeavesATrueStatus() {
    startInspection(shared);
    endInspection(PENDING);
    reconcile(shared);
    triggered.acquireUninterruptibly(); // the run has begun its first step

    objects.withoutConfigMap("files");
    reconcile(shared);
    triggered.acquireUninterruptibly(); // the source has been looked for
    reconcile(shared);
    endRun(Given.migrated(List.of("001"), List.of("002"), Given.up("002", "002")));
    reconcile(shared);

    assertThat(ready(shared)).isEqualTo("False SourceNotFound");
    assertThat(shared.getStatus().currentRevision()).isEqualTo("002");
    assertThat(shared.getStatus().pendingRevisions()).isNull();
    assertThat(shared.getStatus().progress()).isNull();
    assertThat(shared.getStatus().source()).isNull();
    assertThat(shared.getStatus().history()).hasSize(1);
  }

  @Test
  void eachAnnotationCountsForItselfWhateverTheOtherOneHolds() {
    orders.getMetadata().setAnnotations(Map.of(FLUX, "2026-11-30T18:00:00Z"));
    settle(orders);
    assertThat(orders.getStatus().lastHandledReconcileAt()).isEqualTo("2026-11-30T18:00:00Z");

    orders
        .getMetadata()
        .setAnnotations(
            Map.of(FLUX, "2026-11-30T18:00:00Z", "schemamigration.dev/requestedAt", "1764525600"));
    reconcile(orders);
    endInspection(Given.settled("002"));
    reconcile(orders);

    assertThat(passes.begun).isEqualTo(2);
    assertThat(orders.getStatus().lastHandledReconcileAt()).isEqualTo("1764525600");
    reconcile(orders);
    assertThat(passes.begun).as("both are handled").isEqualTo(2);
  }

  private void settle(SchemaMigration resource) {
    startInspection(resource);
    endInspection(Given.settled("001"));
    reconcile(resource);
    assertThat(ready(resource)).isEqualTo("True Succeeded");
  }

  private static String ready(SchemaMigration resource) {
    var ready = resource.getStatus().condition("Ready").orElseThrow();
    return ready.status() + " " + ready.reason();
  }

  /** The status may say already what is to be written: the leader before has written it. */
  @Test
  void aProcessThatIsNoLongerTheLeaderWritesNothingAndStartsNothing() {
    startInspection(orders);
    interruptions.leader = false;
    endInspection(PENDING);
    reconcile(orders);
    assertThat(orders.getStatus()).isNull();
    assertThat(states.migrating()).isZero();

    interruptions.leader = true;
    reconcile(orders);
    assertThat(states.migrating()).isEqualTo(1);
  }

  @Test
  void aResourceThatAnotherOperatorHandlesIsLeftToItAndItsRunIsStopped() {
    startRun();
    assertThat(orders.getStatus().operator()).isEqualTo("ops/this");
    var theirs = Given.status("operator: ops/other");
    orders.setStatus(theirs);

    assertThat(reconciliation.reconcile(orders, objects, this::write))
        .contains(Duration.ofSeconds(30));

    assertThat(orders.getStatus()).isEqualTo(theirs);
    assertThat(passes.cancelled()).isTrue();
    assertThat(states.migrating()).isZero();
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
              throw new KubernetesClientException("there is no API: " + method);
            });
  }

  /** Every resource whose status names another operator is left to it. */
  private static final class Handlers implements ResourceHandlers {
    @Override
    public String self() {
      return "ops/this";
    }

    @Override
    public boolean isLeftToAnother(SchemaMigration resource) {
      return resource.getStatus() != null && !self().equals(resource.getStatus().operator());
    }

    @Override
    public boolean isLeft(SchemaMigration resource) {
      return isLeftToAnother(resource);
    }

    @Override
    public void forget(SchemaMigration resource) {}
  }

  /** Runs what a test wants to happen at a moment, once, on the thread that reconciles. */
  private static final class Interruptions {
    private final Map<Moment, Runnable> planned = new ConcurrentHashMap<>();
    private volatile Instant now = Given.NOON;
    private boolean leader = true;

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
      return leader;
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
    volatile int begun;

    private volatile Cancellation running = new Cancellation();

    boolean cancelled() {
      return running.requested().isPresent();
    }

    @Override
    public Report inspect(Request request, Cancellation cancellation) {
      begun++;
      return take(inspections);
    }

    @Override
    public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
      running = cancellation;
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
