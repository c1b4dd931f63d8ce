package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Requests an immediate reconciliation, by an annotation whose value changes. */
public final class ReconcileRequest {
  /** The annotation of Flux and its tools, and the one of this operator. */
  static final List<String> ANNOTATIONS =
      List.of("reconcile.fluxcd.io/requestedAt", SchemaMigration.GROUP + "/requestedAt");

  private ReconcileRequest() {}

  /** The value of the annotation; of two the later one, as both are timestamps. */
  public static Optional<String> of(SchemaMigration resource) {
    var annotations =
        Objects.requireNonNullElse(
            resource.getMetadata().getAnnotations(), Map.<String, String>of());
    return ANNOTATIONS.stream()
        .map(annotations::get)
        .filter(Objects::nonNull)
        .filter(token -> !token.isBlank())
        .max(Comparator.naturalOrder());
  }
}
