package dev.schemamigration.database.connection;

import java.util.Map;

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
  private static final String QUOTES = "\"'`\u201c\u201e\u2018";

  private ConnectionUrl() {}

  /**
   * The fields that a URL gives.
   *
   * @throws ConnectionException when the URL is malformed or has a refused parameter
   */
  public static PartialConnection fields(String url) {
    return fields(WHERE, url);
  }

  /**
   * The fields that options by libpq's keywords give, under the same rules as the parameters of a
   * URL.
   *
   * @param where begins the message of a fault
   * @throws ConnectionException when an option has a wrong value or is refused
   */
  public static PartialConnection options(String where, Map<String, String> options) {
    var parameters = new UrlParameters(where, UrlForm.LIBPQ);
    options.forEach(parameters::read);
    return new PartialConnection(
        parameters.field(ConnectionField.HOST).map(it -> HostName.checked(where, it)),
        parameters.field(ConnectionField.PORT).map(it -> PortNumber.parse(where, it)),
        parameters.field(ConnectionField.NAME),
        parameters.field(ConnectionField.USERNAME),
        parameters.field(ConnectionField.PASSWORD).map(Secret::of),
        parameters.parameters(),
        parameters.schema(),
        parameters.field(ConnectionField.SSL_ROOT_CERT));
  }

  static PartialConnection fields(String where, String url) {
    var text = url.strip();
    if (inQuotes(text)) {
      throw new ConnectionException(
          new ConnectionFault.Malformed(
              where, "the URL is in quotes, which are a part of it here; write it without them"));
    }
    var form =
        UrlForm.of(text)
            .orElseThrow(
                () ->
                    new ConnectionException(
                        new ConnectionFault.UnknownScheme(where, UrlForm.schemeOf(text))));
    return new UrlReader(where, form).read(form.rest(text));
  }

  /** A file of variables or a Secret holds the quotes that a shell would have taken away. */
  private static boolean inQuotes(String text) {
    return !text.isEmpty()
        && QUOTES.indexOf(text.charAt(0)) >= 0
        && UrlForm.of(text.substring(1)).isPresent();
  }
}
