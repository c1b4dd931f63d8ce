package dev.schemamigration.database.connection;

import java.util.function.Predicate;

/** What happens to one connection parameter. */
sealed interface UrlParameterRule {

  /** Goes on to the driver under {@code driverName} when {@code accepts} its value. */
  record Passes(String driverName, Predicate<String> accepts, String expected)
      implements UrlParameterRule {}

  /** Is checked and then left out, because it asks for what holds anyway. */
  record Holds(Predicate<String> accepts, String expected) implements UrlParameterRule {}

  /** Is a piece of the connection itself. */
  record IsPiece(ConnectionField piece) implements UrlParameterRule {}

  /** Names the schemas of the search_path. */
  record IsSchema() implements UrlParameterRule {}

  /** JDBC's and asyncpg's short form of {@code sslmode}. */
  record IsSsl() implements UrlParameterRule {}

  /** libpq's command-line options for the server process. */
  record IsOptions() implements UrlParameterRule {}

  /** Has no bearing on a migration, so it is left out. */
  record LeftOut() implements UrlParameterRule {}

  /** May not pass, for this reason. */
  record Refused(UrlParameterRefusal why) implements UrlParameterRule {}
}
