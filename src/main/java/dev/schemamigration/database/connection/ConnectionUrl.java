package dev.schemamigration.database.connection;

import java.util.Map;
import java.util.Optional;

/**
 * Database URLs: libpq's ({@code postgresql://}, {@code postgres://}), SQLAlchemy's ({@code
 * postgresql+psycopg2://} and any other driver) and JDBC's ({@code jdbc:postgresql:}).
 *
 * <p>Whoever writes a URL is not whoever runs this process, so its parameters go through a list:
 *
 * <ul>
 *   <li><b>pass</b>: {@code sslmode}, {@code ssl} (JDBC's {@code true} means {@code verify-full} as
 *       in pgjdbc), {@code sslnegotiation}, {@code channel_binding}, {@code gssencmode}, {@code
 *       connect_timeout}, {@code loginTimeout}, in libpq's and in pgjdbc's spelling: they say how
 *       the server is reached;
 *   <li><b>become a piece</b>: {@code host}, {@code port}, {@code dbname}, {@code user}, {@code
 *       password}; {@code currentSchema}, {@code search_path}, {@code schema} and {@code options=-c
 *       search_path=…} become the search_path. Other {@code options} are refused: role and timeouts
 *       have fields of their own, and a forgotten {@code statement_timeout} of an application would
 *       cut a migration;
 *   <li><b>hold anyway</b>: {@code target_session_attrs} and {@code targetServerType} are accepted
 *       where they allow the primary, {@code client_encoding} where it is UTF-8;
 *   <li><b>are left out</b>: {@code application_name} (the engine names its own sessions),
 *       keep-alives (always on), statement caches and pool sizes: they tune an application and have
 *       no bearing on a migration, and the URL is often the application's;
 *   <li><b>are refused by name</b>: everything else; above all what loads classes, reads or writes
 *       files, or cuts statements.
 * </ul>
 *
 * <p>One host only: of several, which one leads to the primary cannot be told before connecting.
 * Where a password holds {@code /}, {@code ?} or {@code &} without being percent-encoded, its tail
 * would turn up as host, database or parameter; such a URL is refused without repeating any of it.
 */
public final class ConnectionUrl {
  private static final String WHERE = "database URL";

  private ConnectionUrl() {}

  /**
   * Settings of a URL and a user and password given beside it; what stands in the URL wins. They
   * have the default schemas unless the URL names others. Port 5432 and the user's name as the
   * database's stand in where the URL leaves them out, as in libpq.
   *
   * @throws ConnectionException when it is malformed, incomplete or has a parameter that may not
   *     pass
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
    return pieces(url)
        .orElse(beside)
        .settings(piece -> new ConnectionFault.MissingPiece(WHERE, piece));
  }

  /**
   * What the URL gives, however little that is.
   *
   * @throws ConnectionException when it is malformed or has a parameter that may not pass
   */
  public static PartialConnection pieces(String url) {
    return pieces(WHERE, url);
  }

  static PartialConnection pieces(String where, String url) {
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
