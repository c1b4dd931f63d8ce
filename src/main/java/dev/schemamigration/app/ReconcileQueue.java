package dev.schemamigration.app;

import dev.schemamigration.metrics.ApiMetrics;
import dev.schemamigration.operator.work.Load;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Observes the framework's queue of reconciliations. */
final class ReconcileQueue implements Metrics {
  private final ApiMetrics metrics;
  private final Map<ResourceID, Long> waiting = new ConcurrentHashMap<>();
  private final Set<Thread> busy = ConcurrentHashMap.newKeySet();
  private volatile int workers;

  ReconcileQueue(ApiMetrics metrics) {
    this.metrics = metrics;
  }

  /** How much it has to do. */
  Load load() {
    long now = System.nanoTime();
    var oldest = waiting.values().stream().mapToLong(since -> now - since).max().orElse(0);
    return new Load(
        waiting.size(), Duration.ofNanos(Math.max(0, oldest)), busy.size(), busy.size(), workers);
  }

  @Override
  public void controllerRegistered(Controller<? extends HasMetadata> controller) {
    workers =
        controller.getConfiguration().getConfigurationService().concurrentReconciliationThreads();
  }

  @Override
  public void reconciliationSubmitted(
      HasMetadata resource, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    waiting.put(ResourceID.fromResource(resource), System.nanoTime());
  }

  @Override
  public void reconciliationStarted(HasMetadata resource, Map<String, Object> metadata) {
    waiting.remove(ResourceID.fromResource(resource));
    busy.add(Thread.currentThread());
  }

  @Override
  public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
    metrics.reconciled(true);
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource,
      @Nullable RetryInfo retry,
      Exception failure,
      Map<String, Object> metadata) {
    metrics.reconciled(false);
  }

  /** Called on the thread of the reconciliation, which may have found the resource gone. */
  @Override
  public void reconciliationFinished(
      @Nullable HasMetadata resource, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    busy.remove(Thread.currentThread());
  }

  @Override
  public void cleanupDone(ResourceID resource, Map<String, Object> metadata) {
    waiting.remove(resource);
  }
}
