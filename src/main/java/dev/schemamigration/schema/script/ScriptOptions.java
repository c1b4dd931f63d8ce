package dev.schemamigration.schema.script;

import java.util.List;

/**
 * How a script is written.
 *
 * @param renames tables and columns that only get another name
 * @param safe whether statements have the form that locks a table for the shortest time
 * @param oneTransaction whether all of it has to run in one transaction, in which a value that an
 *     enum gains cannot be used
 */
public record ScriptOptions(List<Rename> renames, boolean safe, boolean oneTransaction) {
  public ScriptOptions {
    renames = List.copyOf(renames);
  }
}
