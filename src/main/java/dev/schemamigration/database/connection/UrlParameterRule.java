package dev.schemamigration.database.connection;

import java.util.function.Predicate;

/** The treatment of a connection parameter. */
sealed interface UrlParameterRule {

  /** Is passed to the driver as {@code driverName}, after a check of its value. */
  record Passes(String driverName, Predicate<String> accepts, String expected)
      implements UrlParameterRule {}

  /** Is checked and ignored, because it requests what is the case anyway. */
  record Holds(Predicate<String> accepts, String expected) implements UrlParameterRule {}

  /** Is a field of the connection itself. */
  record IsField(ConnectionField field) implements UrlParameterRule {}

  /** Names the schemas of the search_path. */
  record IsSchema() implements UrlParameterRule {}

  /** JDBC's and asyncpg's short form of {@code sslmode}. */
  record IsSsl() implements UrlParameterRule {}

  /** The word {@code system} in place of a root certificate; the name of a file is refused. */
  record IsRootCertificate() implements UrlParameterRule {}

  /** libpq's command-line options for the server process. */
  record IsOptions() implements UrlParameterRule {}

  /** Is ignored, because it does not affect a migration. */
  record LeftOut() implements UrlParameterRule {}

  /** Is refused, for this reason. */
  record Refused(UrlParameterRefusal why) implements UrlParameterRule {}
}
