package dev.schemamigration.engine;

import java.util.List;

/** SQL cut into statements the way Postgres reads it: quotes, dollar quotes, comments, bodies. */
final class SqlText {
  private SqlText() {}

  /** The statements of {@code sql}, in order, without the semicolons between them. */
  static List<String> statements(String sql) {
    return script(sql, Delimiter.NONE).stream().map(ScriptStatement::text).toList();
  }

  /** The statements of {@code sql}, in order, and what they are. */
  static List<ScriptStatement> script(String sql, Delimiter delimiter) {
    return new ScriptReader(sql, delimiter).read();
  }
}
