package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.DatabaseSpec;
import dev.schemamigration.crd.v1alpha1.KeyReference;
import dev.schemamigration.crd.v1alpha1.SecretKeys;
import dev.schemamigration.crd.v1alpha1.SecretReference;
import dev.schemamigration.database.connection.ConnectionField;
import dev.schemamigration.database.connection.SecretOrigin;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds which pieces of {@code spec.database} come from a Secret. */
final class SecretOrigins {
  private SecretOrigins() {}

  /** Where each piece that a message could repeat was read; none of those that the spec gives. */
  static Map<ConnectionField, SecretOrigin> of(DatabaseSpec database) {
    var origins = new EnumMap<ConnectionField, SecretOrigin>(ConnectionField.class);
    var secret = database.secretRef();
    if (secret != null) {
      var keys = secret.keys();
      put(origins, ConnectionField.HOST, secret, keys == null ? null : keys.host());
      put(origins, ConnectionField.PORT, secret, keys == null ? null : keys.port());
      put(origins, ConnectionField.NAME, secret, keys == null ? null : keys.name());
      put(origins, ConnectionField.USERNAME, secret, keys == null ? null : keys.username());
    }
    userOf(database.usernameFrom()).ifPresent(it -> origins.put(ConnectionField.USERNAME, it));
    var user = origins.get(ConnectionField.USERNAME);
    if (user != null) {
      // Without a name of its own, the database has that of the user.
      origins.putIfAbsent(ConnectionField.NAME, user);
    }
    if (database.host() != null) {
      origins.remove(ConnectionField.HOST);
      // Nor does a recognised Secret give the port then, unless it names no host.
      origins.computeIfPresent(
          ConnectionField.PORT, (field, it) -> it.key().isPresent() ? it : null);
    }
    if (database.port() != null) {
      origins.remove(ConnectionField.PORT);
    }
    if (database.name() != null) {
      origins.remove(ConnectionField.NAME);
    }
    return origins;
  }

  private static Optional<SecretOrigin> userOf(@Nullable KeyReference reference) {
    return Optional.ofNullable(reference)
        .map(it -> new SecretOrigin(it.name(), Optional.of(it.key())));
  }

  private static void put(
      Map<ConnectionField, SecretOrigin> origins,
      ConnectionField field,
      SecretReference secret,
      @Nullable String key) {
    var keys = Optional.ofNullable(secret.keys());
    var named = Optional.ofNullable(key).or(() -> keys.map(SecretKeys::url));
    if (named.isPresent() || keys.filter(SecretOrigins::any).isEmpty()) {
      origins.put(field, new SecretOrigin(secret.name(), named));
    }
  }

  private static boolean any(SecretKeys keys) {
    return Stream.of(
            keys.url(),
            keys.host(),
            keys.port(),
            keys.name(),
            keys.username(),
            keys.password(),
            keys.sslMode(),
            keys.sslRootCert())
        .anyMatch(it -> it != null);
  }
}
