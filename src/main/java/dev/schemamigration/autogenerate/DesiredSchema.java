package dev.schemamigration.autogenerate;

import dev.schemamigration.database.connection.ConnectionSettings;

/** The schema that migrations are to lead to. */
public sealed interface DesiredSchema {
  /** Statements that create it in an empty database. */
  record Script(String name, String sql) implements DesiredSchema {}

  /** A database that has it. */
  record Database(ConnectionSettings settings) implements DesiredSchema {}
}
