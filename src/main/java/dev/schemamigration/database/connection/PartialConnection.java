package dev.schemamigration.database.connection;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Connection data that may be incomplete: of a URL, a Secret or the settings of a resource. {@link
 * #orElse} merges two of them; {@link #settings} requires the fields without which no connection is
 * possible.
 *
 * @param host validated host name or IP address, IPv6 without brackets
 * @param port 1 to 65535
 * @param database database name
 * @param user role that logs in
 * @param password its password
 * @param parameters by pgjdbc's names, only those that {@link ConnectionUrl} passes
 * @param schema search_path, several names separated by commas
 * @param sslRootCert PEM text of the certificate authority
 */
public record PartialConnection(
    Optional<String> host,
    Optional<Integer> port,
    Optional<String> database,
    Optional<String> user,
    Optional<Secret> password,
    Map<String, String> parameters,
    Optional<String> schema,
    Optional<String> sslRootCert) {

  /** No field is given. */
  public static final PartialConnection NONE =
      new PartialConnection(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty());

  private static final String WHERE = "database connection";

  static final int DEFAULT_PORT = 5432;

  public PartialConnection {
    Objects.requireNonNull(database);
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
    Objects.requireNonNull(schema);
    host = host.map(it -> HostName.checked(WHERE, it));
    port.ifPresent(it -> PortNumber.checked(WHERE, it));
    sslRootCert = sslRootCert.map(it -> TlsSettings.checkedCertificate(WHERE, it));
    parameters = Map.copyOf(parameters);
  }

  /** These fields, and those of {@code fallback} where they are absent. */
  public PartialConnection orElse(PartialConnection fallback) {
    return orElse(
        fallback, port.or(() -> otherHostThan(fallback) ? Optional.empty() : fallback.port));
  }

  /**
   * These fields, and each of {@code defaults} where it is absent, the port too on another host: so
   * libpq treats its environment.
   */
  public PartialConnection orDefault(PartialConnection defaults) {
    return orElse(defaults, port.or(() -> defaults.port));
  }

  private PartialConnection orElse(PartialConnection fallback, Optional<Integer> mergedPort) {
    var merged = new TreeMap<>(fallback.parameters);
    merged.putAll(parameters);
    return new PartialConnection(
        host.or(() -> fallback.host),
        mergedPort,
        database.or(() -> fallback.database),
        user.or(() -> fallback.user),
        password.or(() -> fallback.password),
        merged,
        schema.or(() -> fallback.schema),
        sslRootCert.or(() -> fallback.sslRootCert));
  }

  /** A port belongs to its host: the fallback's port on this host would be another server. */
  private boolean otherHostThan(PartialConnection fallback) {
    return host.isPresent() && fallback.host.isPresent() && !host.equals(fallback.host);
  }

  /**
   * The complete settings. As in libpq, the port defaults to 5432 and the database to the user's
   * name.
   *
   * @throws ConnectionException when host or user is missing
   */
  public ConnectionSettings settings() {
    return settings(field -> new ConnectionFault.MissingField(WHERE, field));
  }

  /**
   * The complete settings, or every missing field at once.
   *
   * @param missing the fault of one field
   * @param required fields without which there are no settings, beside host and user
   */
  ConnectionSettings settings(
      Function<ConnectionField, ConnectionFault> missing, ConnectionField... required) {
    var absent = EnumSet.of(ConnectionField.HOST, ConnectionField.USERNAME);
    absent.addAll(List.of(required));
    absent.removeIf(this::gives);
    if (!absent.isEmpty()) {
      throw new ConnectionException(ConnectionFault.all(absent.stream().map(missing).toList()));
    }
    var loginUser = user.orElseThrow();
    return new ConnectionSettings(
        host.orElseThrow(),
        port.orElse(DEFAULT_PORT),
        database.orElse(loginUser),
        loginUser,
        password,
        TlsSettings.complete(WHERE, parameters, sslRootCert),
        sslRootCert,
        schema,
        ConnectionSettings.DEFAULT_TRACKING_SCHEMA,
        Optional.empty(),
        Map.of());
  }

  private boolean gives(ConnectionField field) {
    return switch (field) {
      case HOST -> host.isPresent();
      case PORT -> port.isPresent();
      case NAME -> database.isPresent();
      case USERNAME -> user.isPresent();
      case PASSWORD -> password.isPresent();
      case SSL_MODE -> parameters.containsKey("sslmode");
      case SSL_ROOT_CERT -> sslRootCert.isPresent();
      case URL -> false;
    };
  }
}
