package dev.schemamigration.conversion.model;

import java.util.List;
import java.util.Map;

/**
 * The migrations of a directory, as a tool orders them.
 *
 * @param migrations to be written as revisions
 * @param ready files that are revisions already
 * @param resources other files that those refer to, by path
 * @param notes about files that are none, or cannot be read
 */
public record Reading(
    List<Migration> migrations,
    List<ReadyFile> ready,
    Map<String, String> resources,
    List<Note> notes) {
  public Reading {
    migrations = List.copyOf(migrations);
    ready = List.copyOf(ready);
    resources = Map.copyOf(resources);
    notes = List.copyOf(notes);
  }

  /** Migrations to be written. */
  public Reading(List<Migration> migrations, List<Note> notes) {
    this(migrations, List.of(), Map.of(), notes);
  }
}
