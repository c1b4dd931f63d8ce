package dev.schemamigration.bench;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The statuses of a fleet as a client sees them come, by one watch. */
final class FleetWatch implements AutoCloseable {
  private final Map<String, SchemaMigrationStatus> latest = new ConcurrentHashMap<>();
  private final Map<String, Long> disturbed = new ConcurrentHashMap<>();
  private final SharedIndexInformer<SchemaMigration> informer;

  FleetWatch(KubernetesClient client, String namespace) {
    informer = client.resources(SchemaMigration.class).inNamespace(namespace).inform(new Handler());
  }

  /** From now on, counts those that were not ready at some time. */
  void forgetDisturbances() {
    disturbed.clear();
  }

  /** How many were seen not to be ready since. */
  int disturbed() {
    return disturbed.size();
  }

  /** When one was first seen not to be ready since, by {@link System#nanoTime}. */
  Optional<Long> disturbedAt(String name) {
    return Optional.ofNullable(disturbed.get(name));
  }

  /** Whether one is ready at a revision. */
  boolean isReadyAt(String name, String revision) {
    return Optional.ofNullable(latest.get(name))
        .filter(it -> ready(it) && revision.equals(it.currentRevision()))
        .isPresent();
  }

  /** How many are ready at a revision. */
  int readyAt(String revision) {
    return (int)
        latest.values().stream()
            .filter(it -> ready(it) && revision.equals(it.currentRevision()))
            .count();
  }

  /** How many are ready and have handled a request. */
  int readyAfter(String request) {
    return (int)
        latest.values().stream()
            .filter(it -> ready(it) && request.equals(it.lastHandledReconcileAt()))
            .count();
  }

  /** Every reason and how many have it. */
  Map<String, Long> reasons() {
    return latest.values().stream()
        .collect(Collectors.groupingBy(FleetWatch::reason, Collectors.counting()));
  }

  @Override
  public void close() {
    informer.close();
  }

  private static boolean ready(SchemaMigrationStatus status) {
    return status.conditions().stream()
        .anyMatch(it -> it.type().equals("Ready") && it.status().equals("True"));
  }

  private static String reason(SchemaMigrationStatus status) {
    return status.conditions().stream()
        .filter(it -> it.type().equals("Ready"))
        .map(Condition::reason)
        .findFirst()
        .orElse("none");
  }

  private final class Handler implements ResourceEventHandler<SchemaMigration> {
    @Override
    public void onAdd(SchemaMigration resource) {
      var status = Objects.requireNonNullElse(resource.getStatus(), SchemaMigrationStatus.NONE);
      var name = resource.getMetadata().getName();
      latest.put(name, status);
      if (!ready(status)) {
        disturbed.putIfAbsent(name, System.nanoTime());
      }
    }

    @Override
    public void onUpdate(SchemaMigration before, SchemaMigration now) {
      onAdd(now);
    }

    @Override
    public void onDelete(SchemaMigration resource, boolean unknown) {
      latest.remove(resource.getMetadata().getName());
    }
  }
}
