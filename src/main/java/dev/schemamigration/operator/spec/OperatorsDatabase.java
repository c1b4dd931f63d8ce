package dev.schemamigration.operator.spec;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.PartialConnection;
import dev.schemamigration.migration.reason.Reason;
import java.util.Objects;
import java.util.Set;

/**
 * The operator's own database and credentials, for resources that name no database. Whoever may
 * write a resource runs SQL with its login, so only the namespaces that are listed may use it.
 *
 * @param connection where it is and how to log in; sent to no other host
 * @param namespaces whose resources may use it
 */
public record OperatorsDatabase(PartialConnection connection, Set<String> namespaces) {
  public OperatorsDatabase {
    Objects.requireNonNull(connection);
    namespaces = Set.copyOf(namespaces);
  }

  /**
   * The connection for a resource of a namespace.
   *
   * @throws UnusableSpecException when the namespace may not use it; the message says nothing about
   *     the database
   */
  ConnectionSettings settingsFor(String namespace) {
    if (!namespaces.contains(namespace)) {
      throw new UnusableSpecException(
          Reason.DatabaseNotPermitted,
          "spec.database: names no database, and resources of namespace \"%s\" may not use the operator's own (DATABASE_URL); name a Secret in spec.database.secretRef, or let the operator's administrator add the namespace to SCHEMA_MIGRATION_DATABASE_NAMESPACES"
              .formatted(namespace));
    }
    return connection.settings();
  }
}
