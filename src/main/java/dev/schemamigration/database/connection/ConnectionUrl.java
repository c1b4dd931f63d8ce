package dev.schemamigration.database.connection;

import java.util.Map;
import java.util.Optional;

/**
 * Parses database URLs: libpq's ({@code postgresql://}, {@code postgres://}), SQLAlchemy's ({@code
 * postgresql+psycopg2://} and any other driver) and JDBC's ({@code jdbc:postgresql:}).
 *
 * <p>The author of a URL is not the one who runs this process, so each of its parameters is checked
 * against an allow-list. Parameters
 *
 * <ul>
 *   <li><b>pass</b>: {@code sslmode}, {@code ssl} (JDBC's {@code true} means {@code verify-full} as
 *       in pgjdbc), {@code sslnegotiation}, {@code channel_binding}, {@code gssencmode}, {@code
 *       connect_timeout}, {@code loginTimeout}, by libpq's and by pgjdbc's names: they determine
 *       how the server is reached;
 *   <li><b>become a field</b>: {@code host}, {@code port}, {@code dbname}, {@code user}, {@code
 *       password}; {@code currentSchema}, {@code search_path}, {@code schema} and {@code options=-c
 *       search_path=…} become the search_path. Other {@code options} are refused: role and timeouts
 *       have settings of their own, and a forgotten {@code statement_timeout} of an application
 *       would cancel a migration;
 *   <li><b>are checked and ignored</b>: {@code target_session_attrs} and {@code targetServerType}
 *       are accepted where they allow the primary, {@code client_encoding} where it is UTF-8;
 *   <li><b>are ignored</b>: {@code application_name} (the engine names its own sessions),
 *       keepalives (always on), statement caches and pool sizes: they tune an application and do
 *       not affect a migration, and the URL is often the application's;
 *   <li><b>are refused</b>: everything else; above all what loads classes, reads or writes files,
 *       or cancels statements.
 * </ul>
 *
 * <p>A URL has one host only: which of several is the primary is not known before connecting. Where
 * a password has {@code /}, {@code ?} or {@code &} that are not percent-encoded, its rest would be
 * parsed as host, database or parameter; such a URL is refused without quoting any of it.
 */
public final class ConnectionUrl {
  private static final String WHERE = "database URL";

  private ConnectionUrl() {}

  /**
   * Settings of a URL and a user and password given beside it; the URL has precedence. They have
   * the default schemas unless the URL names others. As in libpq, the port defaults to 5432 and the
   * database to the user's name.
   *
   * @throws ConnectionException when the URL is malformed, incomplete or has a refused parameter
   */
  public static ConnectionSettings parse(
      String url, Optional<String> user, Optional<Secret> password) {
    var beside =
        new PartialConnection(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            user,
            password,
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return fields(url)
        .orElse(beside)
        .settings(field -> new ConnectionFault.MissingField(WHERE, field));
  }

  /**
   * The fields that a URL gives.
   *
   * @throws ConnectionException when the URL is malformed or has a refused parameter
   */
  public static PartialConnection fields(String url) {
    return fields(WHERE, url);
  }

  static PartialConnection fields(String where, String url) {
    var text = url.strip();
    var form =
        UrlForm.of(text)
            .orElseThrow(
                () ->
                    new ConnectionException(
                        new ConnectionFault.UnknownScheme(where, UrlForm.schemeOf(text))));
    return new UrlReader(where, form).read(form.rest(text));
  }
}
