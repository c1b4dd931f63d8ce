package dev.schemamigration.engine.liquibase;

import java.util.Locale;
import java.util.Optional;
import liquibase.exception.DatabaseException;
import liquibase.structure.core.Schema;
import liquibase.structure.core.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The values of <code>${database.…}</code>, which Liquibase gives to every changelog. Those are
 * left out that depend on who runs it, or from where.
 */
public final class DatabaseProperties {
  private DatabaseProperties() {}

  /** Returns the value of a name without regard to case; empty when there is none. */
  public static Optional<String> of(SessionDatabase database, String name) {
    if (!name.regionMatches(true, 0, "database.", 0, 9)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(value(database, name.substring(9).toLowerCase(Locale.ROOT)))
          .map(Object::toString);
    } catch (DatabaseException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object value(SessionDatabase database, String name)
      throws DatabaseException {
    return switch (name) {
      case "autoincrementclause" -> database.getAutoIncrementClause(null, null, null, null);
      case "currentdatetimefunction" -> database.getCurrentDateTimeFunction();
      case "databasechangeloglocktablename" -> database.getDatabaseChangeLogLockTableName();
      case "databasechangelogtablename" -> database.getDatabaseChangeLogTableName();
      case "databasemajorversion" ->
          connected(database) ? database.getDatabaseMajorVersion() : null;
      case "databaseminorversion" ->
          connected(database) ? database.getDatabaseMinorVersion() : null;
      case "databaseproductname" -> database.getDatabaseProductName();
      case "databaseproductversion" ->
          connected(database) ? database.getDatabaseProductVersion() : null;
      case "defaultcatalogname" -> connected(database) ? database.getDefaultCatalogName() : null;
      case "defaultschemaname" -> database.getDefaultSchemaName();
      case "defaultschemanameprefix" -> "." + database.getDefaultSchemaName();
      case "linecomment" -> database.getLineComment();
      case "liquibaseschemaname" -> database.getLiquibaseSchemaName();
      case "typename" -> database.getShortName();
      case "supportsforeignkeydisable" -> database.supportsForeignKeyDisable();
      case "supportsinitiallydeferrablecolumns" -> database.supportsInitiallyDeferrableColumns();
      case "supportsnotnullconstraintnames" -> database.supportsNotNullConstraintNames();
      case "supportsrestrictforeignkeys" -> database.supportsRestrictForeignKeys();
      case "supportsschemas" -> database.supports(Schema.class);
      case "supportssequences" -> database.supports(Sequence.class);
      case "supportstablespaces" -> database.supportsTablespaces();
      default -> null;
    };
  }

  /** Without a connection only what is the same of every server is known. */
  private static boolean connected(SessionDatabase database) {
    return database.getConnection() != null;
  }
}
