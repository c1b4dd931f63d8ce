package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.CatalogChange;
import java.util.List;

/**
 * Statements from one schema to another, and what they leave different.
 *
 * @param statements in the order in which a scratch database took them
 * @param refused what it did not take, and why; none of it is among the statements
 * @param left the differences that remain behind the statements; empty when they do what they
 *     should
 */
public record Script(
    List<ScriptStatement> statements, List<String> refused, List<CatalogChange> left) {
  public Script {
    statements = List.copyOf(statements);
    refused = List.copyOf(refused);
    left = List.copyOf(left);
  }
}
