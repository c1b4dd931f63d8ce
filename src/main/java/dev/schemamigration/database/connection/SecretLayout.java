package dev.schemamigration.database.connection;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads connection data from the Secrets of other programs: CloudNativePG, Crunchy PGO, Zalando,
 * Bitnami, service bindings and Crossplane, or from one written by hand.
 *
 * <p>Without named keys, the first URL in the order of {@link #URL_KEYS} is used, and single keys
 * add the fields that it lacks: operators write a URL with the full host name and also a short host
 * name that resolves in their own namespace only. Once a key is named, only named keys are read,
 * and the key of a field has precedence over the URL. Fields given beside the Secret have
 * precedence over it.
 *
 * <p>Line breaks around a value are removed: they come from files and are never part of a value.
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
   * The settings in a Secret and in what is given beside it.
   *
   * @param secretData decoded values by key
   * @param explicitKeys key of each named field; empty to recognise the layout
   * @param fromSpec fields that are given beside the Secret
   * @throws ConnectionException when a field is missing or cannot be used
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
        url.map(it -> ConnectionUrl.fields(where(it), data.get(it))).orElse(PartialConnection.NONE);
    var user = fromSpec.user().or(fromUrl::user).or(() -> text(ConnectionField.USERNAME));
    var single = singleKeys(user);
    var fromSecret = named.isEmpty() ? fromUrl.orElse(single) : single.orElse(fromUrl);
    var fields = fromSpec.orElse(fromSecret);
    return url.isEmpty()
        ? fields.settings(this::missing, ConnectionField.NAME)
        : fields.settings(this::missing);
  }

  private PartialConnection singleKeys(Optional<String> givenUser) {
    var superuser = superuserPassword(givenUser);
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

  /** Bitnami has a key of its own for the superuser's password, and none for the user. */
  private Optional<String> superuserPassword(Optional<String> givenUser) {
    var meant =
        givenUser.map(SUPERUSER::equals).orElseGet(() -> value(ConnectionField.PASSWORD).isEmpty());
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

  private Optional<String> text(ConnectionField field) {
    return value(field)
        .map(it -> ControlCharacters.refused(where(it), "the " + field.label(), data.get(it)));
  }

  /** The key that holds a field. */
  private Optional<String> value(ConnectionField field) {
    if (named.isEmpty()) {
      return KEYS.get(field).stream()
          .filter(it -> !data.getOrDefault(it, "").isBlank())
          .findFirst();
    }
    var key = Optional.ofNullable(named.get(field));
    key.ifPresent(it -> requireValue(field, it));
    return key;
  }

  private void requireValue(ConnectionField field, String key) {
    var value = data.get(key);
    if (value == null) {
      throw new ConnectionException(
          new SecretFault.NamedKeyMissing(field, key, List.copyOf(data.keySet())));
    }
    if (value.isBlank()) {
      throw new ConnectionException(new SecretFault.NamedKeyEmpty(field, key));
    }
  }

  private ConnectionFault missing(ConnectionField field) {
    if (!named.isEmpty()) {
      return new SecretFault.NoKeyNamed(field);
    }
    var url = value(ConnectionField.URL);
    if (url.isPresent()) {
      return new ConnectionFault.MissingField(where(url.get()), field);
    }
    var keys = Stream.concat(URL_KEYS.stream(), KEYS.get(field).stream()).toList();
    return new SecretFault.MissingKey(field, keys, List.copyOf(data.keySet()));
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
