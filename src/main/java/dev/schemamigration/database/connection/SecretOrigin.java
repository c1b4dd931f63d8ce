package dev.schemamigration.database.connection;

import java.util.Objects;
import java.util.Optional;

/**
 * Where in a Secret a piece of a connection was read.
 *
 * @param secret name of the Secret
 * @param key the key that the settings name for it; empty where the layout of the Secret was
 *     recognised
 */
public record SecretOrigin(String secret, Optional<String> key) {
  public SecretOrigin {
    Objects.requireNonNull(secret);
    Objects.requireNonNull(key);
  }

  /**
   * Whether a server that accepted the login has shown that the value is what it was taken for. A
   * key that the settings name may hold anything, and is never repeated.
   */
  boolean shownAfterLogin() {
    return key.isEmpty();
  }

  /** What messages say in place of the value. */
  String described(ConnectionField field) {
    return key.map(it -> "key \"" + it + "\"").orElse(field.label())
        + " of Secret \""
        + secret
        + '"';
  }
}
