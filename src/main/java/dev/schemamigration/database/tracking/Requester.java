package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * Who requests a migration; written into archive and journal with all that is done for it.
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
