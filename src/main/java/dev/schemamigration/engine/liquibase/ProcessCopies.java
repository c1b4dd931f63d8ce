package dev.schemamigration.engine.liquibase;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import liquibase.changelog.ChangeLogParameters;

/**
 * Removes the environment and the system properties of this process from Liquibase's parameters,
 * whose constructor copies both into each object. They are never asked for, would be most of what a
 * parsed changelog holds in memory, and hold credentials.
 */
public final class ProcessCopies {
  /** Private to Liquibase, which has no method that empties them. */
  private static final List<Field> COLLECTIONS =
      Stream.of(ChangeLogParameters.class.getDeclaredFields())
          .filter(it -> Collection.class.isAssignableFrom(it.getType()))
          .filter(Field::trySetAccessible)
          .toList();

  private ProcessCopies() {}

  /** Empties the collections of {@code parameters}, which must be new. */
  public static void drop(ChangeLogParameters parameters) {
    for (var field : COLLECTIONS) {
      try {
        ((Collection<?>) field.get(parameters)).clear();
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field + " was accessible", e);
      }
    }
  }
}
