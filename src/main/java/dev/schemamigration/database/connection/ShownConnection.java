package dev.schemamigration.database.connection;

import java.util.Optional;

/**
 * The pieces of a connection as messages and the status name them: values from a Secret are
 * replaced by where they were read.
 */
public final class ShownConnection {
  private final ConnectionSettings settings;
  private final boolean loggedIn;

  ShownConnection(ConnectionSettings settings, boolean loggedIn) {
    this.settings = settings;
    this.loggedIn = loggedIn;
  }

  public String host() {
    return piece(ConnectionField.HOST).orElse(settings.host());
  }

  /** The name of the database. */
  public String database() {
    return piece(ConnectionField.NAME).orElse(settings.database());
  }

  /** The role that logs in. */
  public String user() {
    return piece(ConnectionField.USERNAME).orElse(settings.user());
  }

  /** The role that statements run as. */
  public String role() {
    return settings.role().orElseGet(this::user);
  }

  /** {@code host:port/database}; one short text where a recognised Secret gives all of it. */
  public String address() {
    var origin = hidden(ConnectionField.HOST);
    if (origin.isPresent()
        && origin.get().key().isEmpty()
        && origin.equals(hidden(ConnectionField.NAME))) {
      return "of Secret \"" + origin.get().secret() + '"';
    }
    return bracketed(ConnectionField.HOST, settings.host())
        + ":"
        + bracketed(ConnectionField.PORT, Integer.toString(settings.port()))
        + "/"
        + bracketed(ConnectionField.NAME, settings.database());
  }

  private String bracketed(ConnectionField field, String value) {
    return piece(field).map(it -> "[" + it + "]").orElse(value);
  }

  private Optional<String> piece(ConnectionField field) {
    return hidden(field).map(it -> it.described(field));
  }

  private Optional<SecretOrigin> hidden(ConnectionField field) {
    return Optional.ofNullable(settings.origins().get(field))
        .filter(it -> !(loggedIn && it.shownAfterLogin()));
  }
}
