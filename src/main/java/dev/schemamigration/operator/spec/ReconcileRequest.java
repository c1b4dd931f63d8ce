package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Requests to reconcile a resource now, by annotations whose values change. Each annotation stands
 * for itself, and a value is new when it differs from the one that was handled: values are opaque,
 * so that none is earlier or later than another.
 *
 * @param values the values by annotation, without those that are absent or blank
 */
public record ReconcileRequest(SortedMap<String, String> values) {
  /** No annotation is set. */
  public static final ReconcileRequest NONE = new ReconcileRequest(new TreeMap<>());

  private static final String FLUX = "reconcile.fluxcd.io/";
  private static final String OWN = SchemaMigration.GROUP + "/";
  private static final List<String> RECONCILE =
      List.of(FLUX + "requestedAt", SchemaMigration.REQUESTED_AT);
  private static final List<String> FORCE = List.of(FLUX + "forceAt", OWN + "forceAt");
  private static final List<String> ANNOTATIONS =
      Stream.concat(RECONCILE.stream(), FORCE.stream()).toList();

  public ReconcileRequest {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** What a resource requests. */
  public static ReconcileRequest of(SchemaMigration resource) {
    var annotations =
        Objects.requireNonNullElse(
            resource.getMetadata().getAnnotations(), Map.<String, String>of());
    var values = new TreeMap<String, String>();
    for (var name : ANNOTATIONS) {
      Optional.ofNullable(annotations.get(name))
          .filter(value -> !value.isBlank())
          .ifPresent(value -> values.put(name, value));
    }
    return new ReconcileRequest(values);
  }

  /** What a status acknowledges. */
  public static ReconcileRequest handledBy(SchemaMigrationStatus status) {
    var values = new TreeMap<>(status.handledAnnotations());
    var single = status.lastHandledReconcileAt();
    if (values.isEmpty() && single != null) {
      // An earlier version acknowledged one value, whichever annotation it came from.
      RECONCILE.forEach(name -> values.put(name, single));
    }
    return new ReconcileRequest(values);
  }

  /** Whether a value differs from the one that was handled. */
  public boolean isNewAfter(ReconcileRequest handled) {
    return values.entrySet().stream().anyMatch(it -> isNew(it.getKey(), handled));
  }

  /** The value to be echoed for tools that asked for a look; of two new ones that of Flux. */
  public Optional<String> newReconcileAt(ReconcileRequest handled) {
    return firstNew(RECONCILE, handled);
  }

  /** The same for tools that asked for it with force. */
  public Optional<String> newForceAt(ReconcileRequest handled) {
    return firstNew(FORCE, handled);
  }

  private Optional<String> firstNew(List<String> annotations, ReconcileRequest handled) {
    return annotations.stream()
        .filter(values::containsKey)
        .filter(it -> isNew(it, handled))
        .map(values::get)
        .findFirst();
  }

  private boolean isNew(String annotation, ReconcileRequest handled) {
    return !Objects.equals(values.get(annotation), handled.values.get(annotation));
  }
}
