package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.source.SourceFetcher;
import java.util.function.Supplier;

/** Resolves specs, with their sources fetched in the background. */
public final class SpecResolver {
  private final SpecReader specs;
  private final SourceFetcher sources;

  public SpecResolver(SpecReader specs, SourceFetcher sources) {
    this.specs = specs;
    this.sources = sources;
  }

  /**
   * The resolved spec of a resource. Returns at once: while its source is being fetched it is
   * {@link ResolvedSpec.Fetching}.
   *
   * @param objects what the resource refers to
   * @param reading reads that again
   * @param whenFetched called on another thread when a fetch that this call began has ended
   */
  public ResolvedSpec resolve(
      SchemaMigration resource,
      ReferenceSnapshot objects,
      Supplier<ReferenceSnapshot> reading,
      Runnable whenFetched) {
    return specs.read(
        resource,
        objects,
        source -> sources.fetch(resource.qualifiedName(), source, objects, reading, whenFetched));
  }

  /** Drops what is kept for a resource that is gone. */
  public void forget(SchemaMigration resource) {
    sources.forget(resource.qualifiedName());
  }
}
