package dev.schemamigration.database;

import java.util.Objects;

/**
 * Who is written into archive and journal.
 *
 * @param name {@code namespace/name} of the resource, or the program
 * @param generation of the resource, 0 where there is none
 * @param version of this program
 */
public record Author(String name, long generation, String version) {
  public Author {
    Objects.requireNonNull(name);
    Objects.requireNonNull(version);
  }
}
