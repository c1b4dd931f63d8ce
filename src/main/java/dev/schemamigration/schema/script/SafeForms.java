package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.definition.ConstraintText;
import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.schema.model.ModelStatement.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes statements of the library in forms that do not lock a table for long: indexes outside of a
 * transaction, constraints that are validated later. Tables of the same script need none of it.
 */
final class SafeForms {
  private static final Pattern SET_NOT_NULL =
      Pattern.compile(
          "ALTER TABLE (?:ONLY )?(?<table>.+)\\s+ALTER COLUMN (?<column>.+) SET NOT NULL",
          Pattern.DOTALL);
  private static final Pattern FILLED =
      Pattern.compile("UPDATE .*= DEFAULT WHERE .*", Pattern.DOTALL);
  private static final Pattern CREATE_INDEX =
      Pattern.compile("(CREATE (?:UNIQUE )?INDEX) (.*)", Pattern.DOTALL);

  private final boolean safe;
  private final CatalogNames tables;
  private final CatalogNames constraints;

  /**
   * @param safe whether safe forms are wanted
   * @param before the schema before the script
   * @param after the schema behind it
   */
  SafeForms(boolean safe, Catalog before, Catalog after) {
    this.safe = safe;
    this.tables = new CatalogNames(before, "table");
    this.constraints = new CatalogNames(after, "constraint");
  }

  /** The statements that do what {@code statement} does. */
  List<ScriptStatement> of(ModelStatement statement) {
    var plain = ScriptStatement.of(statement.sql());
    if (FILLED.matcher(statement.sql()).matches()) {
      return List.of(); // a script changes no rows that nobody asked it to change
    }
    if (!safe) {
      return List.of(plain);
    }
    return switch (statement.kind()) {
      case "index" -> index(statement, plain);
      case "constraint" -> constraint(statement, plain);
      case "column" -> notNull(statement, plain);
      default -> List.of(plain);
    };
  }

  private List<ScriptStatement> index(ModelStatement statement, ScriptStatement plain) {
    if (!isOld(statement) || isPartitioned(statement)) {
      return List.of(plain);
    }
    var create = CREATE_INDEX.matcher(statement.sql());
    if (statement.action() == Action.CREATE && create.matches()) {
      return List.of(
          concurrent(create.group(1) + " CONCURRENTLY " + create.group(2), statement.sql()));
    }
    if (statement.action() == Action.DROP && statement.sql().startsWith("DROP INDEX ")) {
      return List.of(
          concurrent(
              "DROP INDEX CONCURRENTLY " + statement.sql().substring("DROP INDEX ".length()),
              statement.sql()));
    }
    return List.of(plain.at(statement.action() == Action.CREATE ? Stage.CONCURRENT : Stage.MAIN));
  }

  private static ScriptStatement concurrent(String sql, String trial) {
    return new ScriptStatement(sql, Stage.CONCURRENT, List.of(), Optional.of(trial));
  }

  private List<ScriptStatement> constraint(ModelStatement statement, ScriptStatement plain) {
    var sql = statement.sql();
    var scans =
        statement.action() == Action.CREATE
            && sql.startsWith("ALTER TABLE ")
            && ConstraintText.isScanned(sql);
    if (!scans || !isOld(statement) || isPartitioned(statement)) {
      return List.of(plain);
    }
    return List.of(
        ScriptStatement.of(sql + " NOT VALID"),
        ScriptStatement.of(
                "ALTER TABLE %s VALIDATE CONSTRAINT %s"
                    .formatted(table(statement), constraintName(statement)))
            .at(Stage.VALIDATION));
  }

  private List<ScriptStatement> notNull(ModelStatement statement, ScriptStatement plain) {
    var set = SET_NOT_NULL.matcher(statement.sql());
    if (statement.action() != Action.ALTER || !set.matches() || !isOld(statement)) {
      return List.of(plain);
    }
    var table = table(statement);
    var name = "not_null_" + Integer.toHexString(set.group("column").hashCode());
    Function<String, ScriptStatement> later =
        it -> ScriptStatement.of("ALTER TABLE " + table + " " + it).at(Stage.VALIDATION);
    return List.of(
        ScriptStatement.of(
            "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID"
                .formatted(table, name, set.group("column"))),
        later.apply("VALIDATE CONSTRAINT " + name),
        ScriptStatement.of(statement.sql()).at(Stage.VALIDATION),
        later.apply("DROP CONSTRAINT " + name));
  }

  private boolean isOld(ModelStatement statement) {
    return tables.find(statement.schema(), statement.table()).isPresent();
  }

  private boolean isPartitioned(ModelStatement statement) {
    return tables
        .find(statement.schema(), statement.table())
        .filter(it -> it.definition().contains("PARTITION "))
        .isPresent();
  }

  private String table(ModelStatement statement) {
    return tables.quoted(statement.schema(), statement.table());
  }

  private String constraintName(ModelStatement statement) {
    return SqlName.last(
        constraints.quoted(statement.schema(), statement.table(), statement.name()));
  }
}
