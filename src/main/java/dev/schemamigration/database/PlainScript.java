package dev.schemamigration.database;

import java.util.Optional;

/**
 * How Liquibase records a SQL file without a line of Liquibase's: as one changeset with a name that
 * no author has given, and that no message should use.
 */
public final class PlainScript {
  private static final String NAME = "::raw::includeAll";

  private PlainScript() {}

  /**
   * The path of the script, if {@code key} stands for one.
   *
   * @param key {@code path::id::author} of a changeset
   */
  public static Optional<String> path(String key) {
    return key.endsWith(NAME)
        ? Optional.of(key.substring(0, key.length() - NAME.length()))
        : Optional.empty();
  }
}
