package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.CatalogEntry;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a script is written.
 *
 * @param renames tables and columns that only get another name
 * @param safe whether statements have the form that locks a table for the shortest time
 * @param oneTransaction whether all of it has to run in one transaction, in which a value that an
 *     enum gains cannot be used
 * @param ignored what the script leaves as it is
 */
public record ScriptOptions(
    List<Rename> renames, boolean safe, boolean oneTransaction, Predicate<CatalogEntry> ignored) {
  public ScriptOptions {
    renames = List.copyOf(renames);
  }

  /** Nothing is left out. */
  public ScriptOptions(List<Rename> renames, boolean safe, boolean oneTransaction) {
    this(renames, safe, oneTransaction, it -> false);
  }

  /** The same, without what is to be left as it is. */
  public ScriptOptions without(Predicate<CatalogEntry> ignored) {
    return new ScriptOptions(renames, safe, oneTransaction, ignored);
  }
}
