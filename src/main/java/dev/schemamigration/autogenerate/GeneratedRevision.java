package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.script.ScriptStatement;
import dev.schemamigration.schema.script.Stage;
import java.util.List;

/**
 * The statements of one revision.
 *
 * @param stage which part of the whole it is
 * @param upgrade applies it
 * @param rollback undoes it
 */
public record GeneratedRevision(
    Stage stage, List<ScriptStatement> upgrade, List<ScriptStatement> rollback) {
  public GeneratedRevision {
    upgrade = List.copyOf(upgrade);
    rollback = List.copyOf(rollback);
  }
}
