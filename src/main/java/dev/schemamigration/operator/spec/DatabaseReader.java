package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.DatabaseSpec;
import dev.schemamigration.crd.v1alpha1.KeyReference;
import dev.schemamigration.crd.v1alpha1.SecretKeys;
import dev.schemamigration.crd.v1alpha1.SecretReference;
import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionField;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.PartialConnection;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.database.connection.SecretLayout;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.database} into connection settings. */
final class DatabaseReader {
  private final KeyReader keys;
  private final String namespace;
  private final Optional<OperatorsDatabase> operatorsDatabase;

  DatabaseReader(ReferenceSnapshot objects, Optional<OperatorsDatabase> operatorsDatabase) {
    this.namespace = objects.namespace();
    this.keys = new KeyReader(objects, Reason.SecretNotFound);
    this.operatorsDatabase = operatorsDatabase;
  }

  ConnectionSettings read(@Nullable DatabaseSpec spec) {
    var database = spec == null ? DatabaseSpec.operatorsOwn() : spec;
    try {
      var settings = settings(database);
      return settings
          .withSchemas(
              Optional.ofNullable(database.schema()).or(settings::schema),
              database.trackingSchema())
          .withRole(Optional.ofNullable(database.role()))
          .withOrigins(SecretOrigins.of(database));
    } catch (ConnectionException e) {
      throw new UnusableSpecException(
          e.fault().missing() ? Reason.SecretNotFound : Reason.InvalidConnection,
          e.fault().message(SpecFieldNames.INSTANCE));
    }
  }

  private ConnectionSettings settings(DatabaseSpec database) {
    var secret = database.secretRef();
    if (secret != null) {
      return SecretLayout.read(texts(secret), keysByField(secret.keys()), fields(database));
    }
    return hasFields(database) ? fields(database).settings() : operatorsOwn();
  }

  private ConnectionSettings operatorsOwn() {
    return operatorsDatabase
        .orElseThrow(
            () ->
                new UnusableSpecException(
                    Reason.InvalidConnection,
                    "spec.database: is not given, and the operator was started without"
                        + " DATABASE_URL; name a Secret in spec.database.secretRef"))
        .settingsFor(namespace);
  }

  private static boolean hasFields(DatabaseSpec database) {
    return Stream.of(
            database.host(),
            database.port(),
            database.name(),
            database.usernameFrom(),
            database.passwordFrom(),
            database.sslMode(),
            database.sslRootCertFrom())
        .anyMatch(Objects::nonNull);
  }

  private PartialConnection fields(DatabaseSpec database) {
    return new PartialConnection(
        Optional.ofNullable(database.host()),
        Optional.ofNullable(database.port()),
        Optional.ofNullable(database.name()),
        value("usernameFrom", database.usernameFrom()),
        value("passwordFrom", database.passwordFrom()).map(Secret::of),
        database.sslMode() == null ? Map.of() : Map.of("sslmode", database.sslMode()),
        Optional.empty(),
        value("sslRootCertFrom", database.sslRootCertFrom()));
  }

  private Optional<String> value(String field, @Nullable KeyReference reference) {
    return Optional.ofNullable(reference)
        .map(it -> withoutLineEnds(keys.value("spec.database." + field, WatchedKind.SECRET, it)));
  }

  /** Editors and tools end the last line of a file; no user, password or certificate has one. */
  private static String withoutLineEnds(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isLineEnd(value.charAt(from))) {
      from++;
    }
    while (to > from && isLineEnd(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private Map<String, String> texts(SecretReference reference) {
    var texts = new HashMap<String, String>();
    keys.values("spec.database.secretRef", WatchedKind.SECRET, reference.name())
        .forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
    return texts;
  }

  private static Map<ConnectionField, String> keysByField(@Nullable SecretKeys keys) {
    var keysByField = new EnumMap<ConnectionField, String>(ConnectionField.class);
    if (keys != null) {
      put(keysByField, ConnectionField.URL, keys.url());
      put(keysByField, ConnectionField.HOST, keys.host());
      put(keysByField, ConnectionField.PORT, keys.port());
      put(keysByField, ConnectionField.NAME, keys.name());
      put(keysByField, ConnectionField.USERNAME, keys.username());
      put(keysByField, ConnectionField.PASSWORD, keys.password());
      put(keysByField, ConnectionField.SSL_MODE, keys.sslMode());
      put(keysByField, ConnectionField.SSL_ROOT_CERT, keys.sslRootCert());
    }
    return keysByField;
  }

  private static void put(
      Map<ConnectionField, String> keysByField, ConnectionField field, @Nullable String key) {
    if (key != null) {
      keysByField.put(field, key);
    }
  }
}
