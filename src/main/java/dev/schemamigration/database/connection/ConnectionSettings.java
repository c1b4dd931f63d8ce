package dev.schemamigration.database.connection;

import dev.schemamigration.database.wire.AuthMethod;
import dev.schemamigration.database.wire.LoginPolicy;
import dev.schemamigration.database.wire.Trust;
import dev.schemamigration.text.ObjectName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Complete settings of a connection: server, login, TLS and schemas. Holds no open resource.
 *
 * @param host host name or IP address, IPv6 without brackets
 * @param port TCP port, 1 to 65535
 * @param database database name
 * @param user role that logs in
 * @param password absent for trust or certificate authentication
 * @param parameters further connection parameters by pgjdbc's names, already checked against the
 *     allow-list of {@link ConnectionUrl}
 * @param sslRootCert PEM text of the certificate authority, if one is given
 * @param schema search_path of the migrations, names separated by commas; absent for the role's own
 * @param trackingSchema schema of the tracking tables
 * @param role role of {@code SET ROLE} after the login
 * @param origins the pieces that were read from a Secret
 */
public record ConnectionSettings(
    String host,
    int port,
    String database,
    String user,
    Optional<Secret> password,
    Map<String, String> parameters,
    Optional<String> sslRootCert,
    Optional<String> schema,
    String trackingSchema,
    Optional<String> role,
    Map<ConnectionField, SecretOrigin> origins) {

  /** Default of {@link #trackingSchema()}. */
  public static final String DEFAULT_TRACKING_SCHEMA = "schema_migration";

  /** A pass waits meanwhile, so whoever writes a URL does not choose freely. */
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(60);

  /**
   * @throws ConnectionException when a piece has a control character
   */
  public ConnectionSettings {
    Objects.requireNonNull(host);
    Objects.requireNonNull(database);
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
    Objects.requireNonNull(sslRootCert);
    Objects.requireNonNull(schema);
    Objects.requireNonNull(trackingSchema);
    Objects.requireNonNull(role);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    if (!HostName.valid(host)) {
      throw new IllegalArgumentException("the host is neither a host name nor an IP address");
    }
    // The server has them under no other name.
    schema = schema.map(ConnectionSettings::cut);
    trackingSchema = ObjectName.cut(trackingSchema);
    role = role.map(ObjectName::cut);
    parameters = Map.copyOf(parameters);
    origins = Map.copyOf(origins);
    refuseControlCharacters("user", user);
    refuseControlCharacters("database name", database);
    password.ifPresent(it -> refuseControlCharacters("password", it.reveal()));
    schema.ifPresent(it -> refuseControlCharacters("schema", it));
    refuseControlCharacters("tracking schema", trackingSchema);
    role.ifPresent(it -> refuseControlCharacters("role", it));
  }

  /** Each name without the blanks around it, which are not part of it. */
  private static String cut(String schemas) {
    return Arrays.stream(schemas.split(",", -1))
        .map(it -> it.replace(it.strip(), ObjectName.cut(it.strip())))
        .collect(Collectors.joining(","));
  }

  private static void refuseControlCharacters(String what, String text) {
    ControlCharacters.refused("database connection", "the " + what, text);
  }

  /** Settings without a schema, with the default tracking schema, no role and no certificate. */
  public static ConnectionSettings of(
      String host, int port, String database, String user, Optional<Secret> password) {
    return new ConnectionSettings(
        host,
        port,
        database,
        user,
        password,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_TRACKING_SCHEMA,
        Optional.empty(),
        Map.of());
  }

  /** The same connection with other schemas; without a schema it is the role's own search_path. */
  public ConnectionSettings withSchemas(Optional<String> schema, String trackingSchema) {
    return with(database, schema, trackingSchema, role, origins);
  }

  /** The same connection to another database of the server. */
  public ConnectionSettings withDatabase(String name) {
    var read = new HashMap<>(origins);
    read.remove(ConnectionField.NAME);
    return with(name, schema, trackingSchema, role, read);
  }

  /** The same connection with another role. */
  public ConnectionSettings withRole(Optional<String> role) {
    return with(database, schema, trackingSchema, role, origins);
  }

  /** The same connection, of which these pieces were read from a Secret. */
  public ConnectionSettings withOrigins(Map<ConnectionField, SecretOrigin> origins) {
    return with(database, schema, trackingSchema, role, origins);
  }

  /** The same server and login. */
  private ConnectionSettings with(
      String database,
      Optional<String> schema,
      String trackingSchema,
      Optional<String> role,
      Map<ConnectionField, SecretOrigin> origins) {
    return new ConnectionSettings(
        host,
        port,
        database,
        user,
        password,
        parameters,
        sslRootCert,
        schema,
        trackingSchema,
        role,
        origins);
  }

  /** The first schema that is named; absent for the role's own. */
  public Optional<String> firstSchema() {
    return schema.map(it -> it.split(",", 2)[0].strip());
  }

  /** How long connecting and logging in may take; empty where the settings say nothing. */
  public Optional<Duration> connectTimeout() {
    return Stream.of("connectTimeout", "loginTimeout")
        .flatMap(it -> Optional.ofNullable(parameters.get(it)).stream())
        .map(it -> Duration.ofSeconds(Long.parseLong(it)))
        .min(Comparator.naturalOrder())
        .map(it -> it.compareTo(LONGEST_CONNECT) > 0 ? LONGEST_CONNECT : it);
  }

  /** How the server is logged in to. */
  public LoginPolicy loginPolicy() {
    return new LoginPolicy(
        Optional.ofNullable(parameters.get("sslmode")),
        Optional.ofNullable(parameters.get(UrlParameterRules.REQUIRE_AUTH))
            .flatMap(AuthMethod::parse));
  }

  /** Whose certificates are trusted. */
  public Trust trust() {
    return TlsSettings.trust(parameters, sslRootCert);
  }

  /** The parameters that the driver itself acts on. */
  public Map<String, String> driverParameters() {
    var passed = new TreeMap<>(parameters);
    passed.keySet().removeAll(UrlParameterRules.OWN);
    return passed;
  }

  /** What may be shown before a server has accepted the login. */
  public ShownConnection shownAtLogin() {
    return new ShownConnection(this, false);
  }

  /** What may be shown once a server has accepted the login. */
  public ShownConnection shown() {
    return new ShownConnection(this, true);
  }

  /** What may not be shown before a server has accepted the login. */
  public List<Secret> hiddenAtLogin() {
    return origins.keySet().stream()
        .flatMap(
            it ->
                switch (it) {
                  case HOST -> Stream.of(host);
                  case PORT -> Stream.of(Integer.toString(port));
                  case NAME -> Stream.of(database);
                  case USERNAME -> Stream.of(user);
                  case URL, PASSWORD, SSL_MODE, SSL_ROOT_CERT -> Stream.<String>empty();
                })
        .map(Secret::of)
        .toList();
  }

  /** {@code host:port/database}, safe to print once a server has accepted the login. */
  public String address() {
    return shown().address();
  }
}
