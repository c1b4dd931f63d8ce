package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.SchemaSnapshot;
import dev.schemamigration.schema.ScratchSession;
import dev.schemamigration.schema.script.Rename;
import dev.schemamigration.schema.script.Script;
import dev.schemamigration.schema.script.ScriptOptions;
import dev.schemamigration.schema.script.ScriptStatement;
import dev.schemamigration.schema.script.ScriptWriter;
import dev.schemamigration.schema.script.Stage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Goes up stage by stage, each in one transaction as a revision will, and down with a script. */
final class StagedRun {
  private final ScratchSession session;
  private final List<Rename> renames;
  private final List<SchemaSnapshot> levels = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<List<ScriptStatement>> upgrades = new ArrayList<>();
  private final List<String> unproved = new ArrayList<>();

  /**
   * @param former the schema of the scratch database
   * @param renames what the script renames
   */
  StagedRun(ScratchSession session, SchemaSnapshot former, List<Rename> renames) {
    this.session = session;
    this.renames = List.copyOf(renames);
    levels.add(former);
  }

  Levels of(List<ScriptStatement> script) throws SQLException {
    up(script);
    var revisions = new ArrayList<GeneratedRevision>();
    for (int i = stages.size() - 1; i >= 0; i--) {
      var rollback = rollback(i);
      rollback.left().forEach(it -> unproved.add("the rollback leaves " + Remedies.line(it)));
      rollback.refused().forEach(it -> unproved.add("the server refuses " + Remedies.refusal(it)));
      revisions.addFirst(
          new GeneratedRevision(stages.get(i), upgrades.get(i), rollback.statements()));
    }
    return new Levels(revisions, levels.stream().map(SchemaSnapshot::catalog).toList(), unproved);
  }

  private void up(List<ScriptStatement> script) throws SQLException {
    var queue = new StageQueue(script);
    for (var stage : Stage.values()) {
      var result = queue.run(stage, session.connection());
      result.refused().forEach(it -> unproved.add("the server refuses " + it));
      if (!result.done().isEmpty()) {
        stages.add(stage);
        upgrades.add(result.done());
        levels.add(session.read());
      }
    }
  }

  private Script rollback(int i) throws SQLException {
    var back = stages.get(i) == Stage.MAIN ? inverse() : List.<Rename>of();
    return ScriptWriter.write(
        session,
        levels.get(i + 1),
        levels.get(i),
        new ScriptOptions(back, stages.get(i) == Stage.CONCURRENT, true));
  }

  private List<Rename> inverse() {
    return renames.reversed().stream().map(Rename::inverse).toList();
  }
}
