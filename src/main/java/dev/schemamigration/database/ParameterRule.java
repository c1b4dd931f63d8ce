package dev.schemamigration.database;

import java.util.function.Predicate;

/** What happens to one connection parameter. */
sealed interface ParameterRule {

  /** Goes on to the driver under {@code driverName} when {@code accepts} its value. */
  record Passes(String driverName, Predicate<String> accepts, String expected)
      implements ParameterRule {}

  /** Is checked and then left out, because it asks for what holds anyway. */
  record Holds(Predicate<String> accepts, String expected) implements ParameterRule {}

  /** Is a piece of the connection itself. */
  record IsPiece(Piece piece) implements ParameterRule {}

  /** Names the schemas of the search_path. */
  record IsSchema() implements ParameterRule {}

  /** JDBC's and asyncpg's short form of {@code sslmode}. */
  record IsSsl() implements ParameterRule {}

  /** libpq's command-line options for the server process. */
  record IsOptions() implements ParameterRule {}

  /** Has no bearing on a migration, so it is left out. */
  record LeftOut() implements ParameterRule {}

  /** May not pass, for this reason. */
  record Refused(String why) implements ParameterRule {}
}
