package dev.schemamigration.operator.state;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A resource that claims to govern a database.
 *
 * @param uid of the resource
 * @param namespace of the resource
 * @param plainName name without namespace
 * @param created when it was created; resources of the same second are ordered by name
 */
public record Claimant(String uid, String namespace, String plainName, Instant created)
    implements Comparable<Claimant> {
  private static final Comparator<Claimant> BY_AGE =
      Comparator.comparing(Claimant::created)
          .thenComparing(Claimant::name)
          .thenComparing(Claimant::uid);

  public static Claimant of(SchemaMigration resource) {
    var metadata = resource.getMetadata();
    return new Claimant(
        metadata.getUid(),
        metadata.getNamespace(),
        metadata.getName(),
        Instant.parse(metadata.getCreationTimestamp()));
  }

  /** {@code namespace/name}. */
  String name() {
    return namespace + "/" + plainName;
  }

  public boolean olderThan(Claimant other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Claimant other) {
    return BY_AGE.compare(this, other);
  }
}
