package dev.schemamigration.schema.script;

import java.util.List;
import java.util.Optional;

/**
 * A statement of a script.
 *
 * @param sql without a semicolon behind it
 * @param stage when it runs
 * @param notes what a reader should know of it, one line each
 * @param trial what is tried on a scratch database in its place; empty for the statement itself
 */
public record ScriptStatement(String sql, Stage stage, List<String> notes, Optional<String> trial) {
  public ScriptStatement {
    notes = List.copyOf(notes);
  }

  /** A statement of the main part. */
  public static ScriptStatement of(String sql) {
    return new ScriptStatement(sql, Stage.MAIN, List.of(), Optional.empty());
  }

  /** The same at another stage. */
  public ScriptStatement at(Stage other) {
    return new ScriptStatement(sql, other, notes, trial);
  }

  /** The same with another note. */
  ScriptStatement noted(String note) {
    var more = new java.util.ArrayList<>(notes);
    more.add(note);
    return new ScriptStatement(sql, stage, more, trial);
  }

  /** What is sent to a scratch database. */
  public String tried() {
    return trial.orElse(sql);
  }
}
