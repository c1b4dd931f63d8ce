package dev.schemamigration.engine.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into statements the way Postgres reads it (quotes, dollar quotes, comments,
 * bodies of routines) and notes what each of them is.
 */
public final class ScriptSplitter {
  private final String sql;
  private final Delimiter delimiter;
  private final SqlLexer scanner;
  private final List<ScriptStatement> statements = new ArrayList<>();
  private StatementBuilder draft;

  private ScriptSplitter(String sql, Delimiter delimiter) {
    this.sql = sql;
    this.delimiter = delimiter;
    this.scanner = new SqlLexer(sql);
    this.draft = new StatementBuilder(sql, 0);
  }

  /** The statements of {@code sql}, in order, without what ends them. */
  public static List<ScriptStatement> split(String sql, Delimiter delimiter) {
    return new ScriptSplitter(sql, delimiter).read();
  }

  private List<ScriptStatement> read() {
    while (true) {
      int cut = delimiter.endAt(sql, scanner.end());
      if (cut >= 0 && !draft.inParentheses()) {
        finish(scanner.end(), cut);
        scanner.jump(cut);
      } else if (!scanner.next()) {
        break;
      } else if (scanner.kind() == SqlLexer.Kind.SEMICOLON && draft.mayEnd()) {
        finish(scanner.start(), scanner.end());
      } else {
        draft.take(scanner);
      }
    }
    finish(sql.length(), sql.length());
    return statements;
  }

  private void finish(int end, int next) {
    draft.finish(end).ifPresent(statements::add);
    draft = new StatementBuilder(sql, next);
  }
}
