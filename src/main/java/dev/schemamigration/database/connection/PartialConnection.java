package dev.schemamigration.database.connection;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Connection data as far as one source gives it: a URL, a Secret or the fields of {@code
 * spec.database}. Sources are laid over each other with {@link #orElse}; {@link #settings} asks for
 * what a connection cannot do without.
 *
 * @param host checked: a name or an address that can stand in a URL, IPv6 without brackets
 * @param port 1 to 65535
 * @param database database name
 * @param user role that logs in
 * @param password its password
 * @param parameters in pgjdbc's spelling, only what {@link ConnectionUrl} lets pass
 * @param schema search_path, several names separated by commas
 * @param sslRootCert PEM text
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

  /** Nothing given. */
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

  static final int DEFAULT_PORT = 5432;

  public PartialConnection {
    Objects.requireNonNull(database);
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
    Objects.requireNonNull(schema);
    host = host.map(it -> HostName.checked("database connection", it));
    port.ifPresent(it -> PortNumber.checked("database connection", it));
    sslRootCert.ifPresent(it -> TlsSettings.checkedCertificate("database connection", it));
    parameters = Map.copyOf(parameters);
  }

  /** These pieces; what they lack comes from {@code fallback}. */
  public PartialConnection orElse(PartialConnection fallback) {
    var merged = new TreeMap<>(fallback.parameters);
    merged.putAll(parameters);
    return new PartialConnection(
        host.or(() -> fallback.host),
        port.or(() -> otherHostThan(fallback) ? Optional.empty() : fallback.port),
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
   * The settings that these pieces make: port 5432 and the user's name as the database's, as libpq
   * has it, where none is given.
   *
   * @throws ConnectionException when host or user is missing
   */
  public ConnectionSettings settings() {
    return settings(piece -> new ConnectionFault.MissingPiece("database connection", piece));
  }

  ConnectionSettings settings(Function<ConnectionField, ConnectionFault> missing) {
    var loginUser = user.orElseThrow(fault(missing, ConnectionField.USERNAME));
    return new ConnectionSettings(
        host.orElseThrow(fault(missing, ConnectionField.HOST)),
        port.orElse(DEFAULT_PORT),
        database.orElse(loginUser),
        loginUser,
        password,
        TlsSettings.complete(parameters, sslRootCert),
        sslRootCert,
        schema.orElse(ConnectionSettings.DEFAULT_SCHEMA),
        ConnectionSettings.DEFAULT_TRACKING_SCHEMA,
        Optional.empty());
  }

  private static Supplier<ConnectionException> fault(
      Function<ConnectionField, ConnectionFault> missing, ConnectionField piece) {
    return () -> new ConnectionException(missing.apply(piece));
  }
}
