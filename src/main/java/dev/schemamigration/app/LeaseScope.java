package dev.schemamigration.app;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which resources the operator with a Lease looks at, as its annotations tell other operators.
 *
 * @param namespaces separated by commas; empty for all
 * @param selector of labels; empty for all
 */
record LeaseScope(String namespaces, String selector) {
  static final LeaseScope EVERYTHING = new LeaseScope("", "");

  private static final String NAMESPACES = SchemaMigration.GROUP + "/watch-namespaces";
  private static final String SELECTOR = SchemaMigration.GROUP + "/selector";

  /** An operator that is restarted or rescheduled keeps its resources. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  static LeaseScope of(OperatorSettings settings) {
    return new LeaseScope(
        settings.watchNamespaces().orElse(""), settings.selector().orElse("").strip());
  }

  static LeaseScope of(Lease lease) {
    var annotations = Objects.requireNonNullElse(lease.getMetadata().getAnnotations(), Map.of());
    return new LeaseScope(
        Objects.toString(annotations.get(NAMESPACES), ""),
        Objects.toString(annotations.get(SELECTOR), ""));
  }

  Map<String, String> annotations() {
    return Map.of(NAMESPACES, namespaces, SELECTOR, selector);
  }

  /** Whether a Lease was renewed within its duration, and a minute for clocks and restarts. */
  static boolean isHeld(Lease lease, Instant now) {
    var spec = lease.getSpec();
    return Optional.ofNullable(spec.getRenewTime())
        .map(
            renewed ->
                renewed
                    .toInstant()
                    .plusSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0))
                    .plus(GRACE)
                    .isAfter(now))
        .orElse(false);
  }

  /** Whether it includes a resource. The API server reads the selector. */
  boolean includes(SchemaMigration resource, KubernetesClient client) {
    var metadata = resource.getMetadata();
    boolean watched =
        namespaces.isBlank()
            || Arrays.stream(namespaces.split(","))
                .map(String::strip)
                .anyMatch(metadata.getNamespace()::equals);
    return watched
        && (selector.isEmpty()
            || !client
                .resources(SchemaMigration.class)
                .inNamespace(metadata.getNamespace())
                .withLabelSelector(selector)
                .withField("metadata.name", metadata.getName())
                .list()
                .getItems()
                .isEmpty());
  }
}
