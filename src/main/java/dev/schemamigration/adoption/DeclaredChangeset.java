package dev.schemamigration.adoption;

import dev.schemamigration.database.tracking.ChangesetId;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A changeset of the source, reduced to what a history of Liquibase is compared with.
 *
 * @param checksum Liquibase's, with its version prefix; empty when there is none
 * @param valid accepts the checksums that the changeset declares as valid ({@code validCheckSum})
 * @param expected whether it runs with the contexts and labels that are set, so that a history
 *     without it is incomplete
 * @param conditional whether it has contexts or labels
 * @param conditional whether it has contexts or labels
 */
public record DeclaredChangeset(
    ChangesetId id,
    String checksum,
    Predicate<String> valid,
    boolean expected,
    boolean conditional) {
  public DeclaredChangeset {
    Objects.requireNonNull(id);
    Objects.requireNonNull(checksum);
    Objects.requireNonNull(valid);
  }

  /** Whether id and author are the same; paths may differ. */
  boolean hasSameName(ChangesetId other) {
    return id.id().equals(other.id()) && id.author().equals(other.author());
  }

  String key() {
    return id.key();
  }

  String path() {
    return id.path();
  }
}
