package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * The requester of a migration, recorded in archive and journal with every change.
 *
 * @param name {@code namespace/name} of the resource, or {@code schemactl}
 * @param generation of the resource, 0 where there is none
 * @param version of this program
 */
public record Requester(String name, long generation, String version) {
  public Requester {
    Objects.requireNonNull(name);
    Objects.requireNonNull(version);
  }
}
