package dev.schemamigration.database.connection;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One piece of connection data, and where a person can give it. */
public enum ConnectionField {
  /** All pieces in one text. */
  URL("URL", "url"),
  /** Host name or address. */
  HOST("host", "host"),
  /** TCP port. */
  PORT("port", "port"),
  /** Database name. */
  NAME("database name", "name"),
  /** Role that logs in. */
  USERNAME("user", "username"),
  /** That role's password. */
  PASSWORD("password", "password"),
  /** TLS mode. */
  SSL_MODE("sslmode", "sslMode"),
  /** PEM text of the certificate authority. */
  SSL_ROOT_CERT("root certificate", "sslRootCert");

  private final String label;
  private final String field;

  ConnectionField(String label, String field) {
    this.label = label;
    this.field = field;
  }

  /**
   * The piece of that field.
   *
   * @throws ConnectionException when there is none
   */
  static ConnectionField ofField(String field) {
    for (var piece : values()) {
      if (piece.field.equals(field)) {
        return piece;
      }
    }
    var fields =
        Arrays.stream(values()).map(ConnectionField::field).collect(Collectors.joining(", "));
    throw new ConnectionException(
        new ConnectionFault.BadValue(
            "spec.database.secretRef.keys", "each name", "one of " + fields));
  }

  /** For messages. */
  public String label() {
    return label;
  }

  /** Its name below {@code spec.database.secretRef.keys}. */
  public String field() {
    return field;
  }

  /** How {@code spec.database} gives it without a Secret layout. */
  String specField() {
    return switch (this) {
      case URL -> "spec.database.secretRef.keys.url";
      case HOST, PORT, NAME, SSL_MODE -> "spec.database." + field;
      case USERNAME -> "spec.database.usernameFrom";
      case PASSWORD -> "spec.database.passwordFrom";
      case SSL_ROOT_CERT -> "spec.database.sslRootCertFrom";
    };
  }
}
