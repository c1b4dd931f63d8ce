package dev.schemamigration.database.connection;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds connection data in the Secrets that others write: CloudNativePG, Crunchy PGO, Zalando,
 * Bitnami, service bindings, Crossplane, or a person.
 *
 * <p>Without named keys the first URL in the order of {@link #URL_KEYS} is taken, and single keys
 * fill in what it lacks: operators write a URL with the full host name and, beside it, a short host
 * name that resolves in their own namespace only. As soon as keys are named, the named ones alone
 * are read, and a key for a piece goes before the URL. What is given beside the Secret goes before
 * it.
 *
 * <p>Line ends around a value are dropped: they come from files, and no value can mean them.
 */
public final class SecretLayout {
  static final List<String> URL_KEYS =
      List.of("DATABASE_URL", "uri", "url", "jdbc-uri", "jdbc-url");

  private static final String SUPERUSER = "postgres";
  private static final String SUPERUSER_PASSWORD = "postgres-password";

  private static final Map<ConnectionField, List<String>> KEYS =
      new EnumMap<>(
          Map.of(
              ConnectionField.URL, URL_KEYS,
              ConnectionField.HOST, List.of("host", "endpoint", "PGHOST"),
              ConnectionField.PORT, List.of("port", "PGPORT"),
              ConnectionField.NAME, List.of("dbname", "database", "PGDATABASE", "POSTGRES_DB"),
              ConnectionField.USERNAME, List.of("username", "user", "PGUSER", "POSTGRES_USER"),
              ConnectionField.PASSWORD, List.of("password", "PGPASSWORD", "POSTGRES_PASSWORD"),
              ConnectionField.SSL_MODE, List.of("sslmode", "sslMode", "PGSSLMODE"),
              ConnectionField.SSL_ROOT_CERT, List.of("ca.crt")));

  private final Map<String, String> data;
  private final Map<ConnectionField, String> named;
  private final PartialConnection fromSpec;

  private SecretLayout(
      Map<String, String> data, Map<ConnectionField, String> named, PartialConnection fromSpec) {
    this.data = data;
    this.named = named;
    this.fromSpec = fromSpec;
  }

  /**
   * The settings in a Secret, under what is given beside it.
   *
   * @param secretData decoded values by key
   * @param explicitKeys keys by what they hold; empty to recognise the layout
   * @throws ConnectionException when something is missing or cannot be used
   */
  public static ConnectionSettings read(
      Map<String, String> secretData,
      Map<ConnectionField, String> explicitKeys,
      PartialConnection fromSpec) {
    var stripped = new TreeMap<String, String>();
    secretData.forEach((key, value) -> stripped.put(key, withoutLineEnds(value)));
    return new SecretLayout(stripped, Map.copyOf(explicitKeys), fromSpec).settings();
  }

  private ConnectionSettings settings() {
    var url = value(ConnectionField.URL);
    var fromUrl =
        url.map(it -> ConnectionUrl.pieces(where(it), data.get(it))).orElse(PartialConnection.NONE);
    var user = fromSpec.user().or(fromUrl::user).or(() -> text(ConnectionField.USERNAME));
    var single = singleKeys(user);
    var fromSecret = named.isEmpty() ? fromUrl.orElse(single) : single.orElse(fromUrl);
    var pieces = fromSpec.orElse(fromSecret);
    if (url.isEmpty() && pieces.database().isEmpty()) {
      throw new ConnectionException(missing(ConnectionField.NAME));
    }
    return pieces.settings(this::missing);
  }

  private PartialConnection singleKeys(Optional<String> knownUser) {
    var superuser = superuserPassword(knownUser);
    return new PartialConnection(
        value(ConnectionField.HOST).map(it -> HostName.checked(where(it), data.get(it))),
        value(ConnectionField.PORT).map(it -> PortNumber.parse(where(it), data.get(it).strip())),
        text(ConnectionField.NAME),
        text(ConnectionField.USERNAME).or(() -> superuser.map(it -> SUPERUSER)),
        superuser.or(() -> text(ConnectionField.PASSWORD)).map(Secret::of),
        value(ConnectionField.SSL_MODE).map(this::sslMode).orElse(Map.of()),
        Optional.empty(),
        value(ConnectionField.SSL_ROOT_CERT)
            .map(it -> TlsSettings.checkedCertificate(where(it), data.get(it))));
  }

  /** Bitnami keeps the superuser's password apart, and names no user. */
  private Optional<String> superuserPassword(Optional<String> knownUser) {
    var meant =
        knownUser.map(SUPERUSER::equals).orElseGet(() -> value(ConnectionField.PASSWORD).isEmpty());
    return Optional.ofNullable(data.get(SUPERUSER_PASSWORD))
        .filter(it -> named.isEmpty() && meant && !it.isEmpty());
  }

  private Map<String, String> sslMode(String key) {
    if (!UrlParameterRules.SSL_MODES.contains(data.get(key))) {
      var expected = "one of " + String.join(", ", new TreeSet<>(UrlParameterRules.SSL_MODES));
      throw new ConnectionException(
          new ConnectionFault.BadValue(where(key), "the sslmode", expected));
    }
    return Map.of("sslmode", data.get(key));
  }

  private Optional<String> text(ConnectionField piece) {
    return value(piece).map(data::get);
  }

  /** The key that holds a piece. */
  private Optional<String> value(ConnectionField piece) {
    if (named.isEmpty()) {
      return KEYS.get(piece).stream()
          .filter(it -> !data.getOrDefault(it, "").isBlank())
          .findFirst();
    }
    var key = Optional.ofNullable(named.get(piece));
    key.ifPresent(it -> demand(piece, it));
    return key;
  }

  private void demand(ConnectionField piece, String key) {
    var value = data.get(key);
    if (value == null) {
      throw new ConnectionException(
          new SecretFault.NamedKeyMissing(piece, key, List.copyOf(data.keySet())));
    }
    if (value.isBlank()) {
      throw new ConnectionException(new SecretFault.NamedKeyEmpty(piece, key));
    }
  }

  private ConnectionFault missing(ConnectionField piece) {
    if (!named.isEmpty()) {
      return new SecretFault.NoKeyNamed(piece);
    }
    var url = value(ConnectionField.URL);
    if (url.isPresent()) {
      return new ConnectionFault.MissingPiece(where(url.get()), piece);
    }
    var keys = Stream.concat(URL_KEYS.stream(), KEYS.get(piece).stream()).toList();
    return new SecretFault.MissingKey(piece, keys, List.copyOf(data.keySet()));
  }

  private static String where(String key) {
    return "key \"" + key + "\" of the Secret";
  }

  private static String withoutLineEnds(String value) {
    var start = 0;
    var end = value.length();
    while (end > start && isLineEnd(value.charAt(end - 1))) {
      end--;
    }
    while (start < end && isLineEnd(value.charAt(start))) {
      start++;
    }
    return value.substring(start, end);
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }
}
