package dev.schemamigration.database.connection;

import java.util.Optional;
import java.util.function.Function;

/** Parses one URL: {@code user:password@host:port/database?parameters}. */
final class UrlReader {
  private static final String STRAY_AT =
      "there is an @ after the host; if it, or a / ? # or &, belongs to the user or password, write"
          + " it percent-encoded (@ is %40, / is %2F, ? is %3F, & is %26)";

  private final String where;
  private final UrlForm form;

  UrlReader(String where, UrlForm form) {
    this.where = where;
    this.form = form;
  }

  /** Parses what follows the scheme. */
  PartialConnection read(String rest) {
    if (rest.chars().anyMatch(Character::isISOControl)) {
      throw malformed("there is a line break or another control character in it; remove it");
    }
    var question = rest.indexOf('?');
    var location = question < 0 ? rest : rest.substring(0, question);
    var query = question < 0 ? "" : rest.substring(question + 1);
    if (form == UrlForm.JDBC) {
      location = location.startsWith("//") ? location.substring(2) : "/" + location;
    }
    var slash = location.indexOf('/');
    var authority = new Authority(slash < 0 ? location : location.substring(0, slash));
    var path = slash < 0 ? "" : location.substring(slash + 1);
    if (path.indexOf('@') >= 0 || strayAt(query, authority.hasLogin())) {
      throw malformed(STRAY_AT);
    }
    return combine(authority, path, query);
  }

  private PartialConnection combine(Authority authority, String path, String query) {
    var hostAndPort = splitHost(authority.hostAndPort());
    var host = hostAndPort[0].isEmpty() ? Optional.<String>empty() : Optional.of(hostAndPort[0]);
    var parameters = new UrlParameters(where, form);
    parameters.read(query);
    return new PartialConnection(
        one(
            "host",
            host.map(this::decodedHost),
            parameters.field(ConnectionField.HOST),
            this::host),
        one(
                "port",
                nonEmpty(hostAndPort[1]),
                parameters.field(ConnectionField.PORT),
                Function.identity())
            .map(it -> PortNumber.parse(where, it)),
        one(
            "database",
            databaseOf(path),
            parameters.field(ConnectionField.NAME),
            Function.identity()),
        one(
            "user",
            authority.user(),
            parameters.field(ConnectionField.USERNAME),
            Function.identity()),
        one(
                "password",
                authority.password(),
                parameters.field(ConnectionField.PASSWORD),
                Function.identity())
            .map(Secret::of),
        parameters.parameters(),
        parameters.schema(),
        parameters.field(ConnectionField.SSL_ROOT_CERT));
  }

  private Optional<String> one(
      String what,
      Optional<String> inAuthority,
      Optional<String> asParameter,
      Function<String, String> checked) {
    var first = inAuthority.map(checked);
    var second = asParameter.filter(it -> !it.isEmpty()).map(checked);
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      throw new ConnectionException(new ConnectionFault.GivenTwice(where, "the " + what));
    }
    return first.or(() -> second);
  }

  private Optional<String> databaseOf(String path) {
    if (path.indexOf('/') >= 0) {
      throw malformed("there is a / in the database name; write it as %2F, or remove it");
    }
    // pgjdbc reads a + in the path as a space, the other forms do so in the query at most.
    var encoded = form == UrlForm.JDBC ? path.replace("+", "%20") : path;
    return nonEmpty(encoded).map(it -> decode("the database name", it));
  }

  private String decodedHost(String text) {
    return text.startsWith("[") ? text : decode("the host", text);
  }

  private String host(String text) {
    return HostName.checked(where, text);
  }

  /** Host and port, each of which may be empty; the port is not yet parsed as a number. */
  private String[] splitHost(String text) {
    if (text.indexOf(',') >= 0) {
      throw new ConnectionException(new ConnectionFault.SeveralHosts(where));
    }
    var end = text.startsWith("[") ? text.indexOf(']') : -1;
    var colon = text.lastIndexOf(':');
    if (text.startsWith("[") && end < 0 || end < 0 && text.indexOf(':') != colon) {
      throw malformed("an IPv6 address stands in brackets, as in [::1]:5432");
    }
    if (colon <= end) {
      if (end >= 0 && end != text.length() - 1) {
        throw malformed(
            "after the brackets of an IPv6 address there is neither a port nor the end");
      }
      return new String[] {text, ""};
    }
    if (end >= 0 && colon != end + 1) {
      throw malformed("after the brackets of an IPv6 address there is neither a port nor the end");
    }
    return new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }

  /**
   * An @ is allowed in the parameters user and password only, and only without a login in front.
   */
  private static boolean strayAt(String query, boolean login) {
    for (var token : query.split("&")) {
      var allowed = !login && (token.startsWith("user=") || token.startsWith("password="));
      if (token.indexOf('@') >= 0 && !allowed) {
        return true;
      }
    }
    return false;
  }

  private String decode(String what, String text) {
    return UrlForm.decode(text)
        .map(it -> ControlCharacters.refused(where, what, it))
        .orElseThrow(() -> malformed(what + " " + UrlParameters.BAD_PERCENT));
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private ConnectionException malformed(String what) {
    return new ConnectionException(new ConnectionFault.Malformed(where, what));
  }

  /** {@code user:password@host:port}; the last @ ends the login, for a host cannot hold one. */
  private final class Authority {
    private final Optional<String> login;
    private final String hostAndPort;

    Authority(String text) {
      var at = text.lastIndexOf('@');
      login = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
      hostAndPort = text.substring(at + 1);
    }

    boolean hasLogin() {
      return login.isPresent();
    }

    String hostAndPort() {
      return hostAndPort;
    }

    Optional<String> user() {
      return login
          .map(it -> it.indexOf(':') < 0 ? it : it.substring(0, it.indexOf(':')))
          .filter(it -> !it.isEmpty())
          .map(it -> decode("the user", it));
    }

    Optional<String> password() {
      return login
          .filter(it -> it.indexOf(':') >= 0)
          .map(it -> it.substring(it.indexOf(':') + 1))
          .filter(it -> !it.isEmpty())
          .map(it -> decode("the password", it));
    }
  }
}
