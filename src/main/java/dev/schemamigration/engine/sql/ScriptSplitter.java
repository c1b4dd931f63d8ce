package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Splits a script into statements where Postgres does, with regard to quotes, dollar quotes,
 * comments and bodies of routines, and normalizes each of them for classification.
 */
public final class ScriptSplitter {
  /** The most statements of one script. */
  public static final int STATEMENTS = 250_000;

  private static final int SHAPES = 256;

  private final String sql;
  private final Delimiter delimiter;
  private final SqlLexer lexer;
  private final List<ScriptStatement> statements = new ArrayList<>();
  private final Map<String, String> shapes = new HashMap<>();
  private StatementBuilder builder;

  private ScriptSplitter(String sql, Delimiter delimiter) {
    this.sql = sql;
    this.delimiter = delimiter;
    this.lexer = new SqlLexer(sql);
    this.builder = new StatementBuilder(sql, 0);
  }

  /** Returns the statements of {@code sql}, in order, without their delimiters. */
  public static List<ScriptStatement> split(String sql, Delimiter delimiter) {
    return new ScriptSplitter(sql, delimiter).split();
  }

  private List<ScriptStatement> split() {
    while (true) {
      int cut =
          builder.inParentheses() || delimiter.equals(Delimiter.LINES) && !builder.mayEnd()
              ? -1
              : delimiter.endAt(sql, lexer.end(), builder.isOpen());
      if (cut >= 0) {
        finish(lexer.end(), cut);
        lexer.jump(cut);
      } else if (!lexer.next()) {
        break;
      } else if (lexer.kind() == SqlLexer.Kind.SEMICOLON && builder.mayEnd()) {
        finish(lexer.start(), lexer.end());
      } else {
        builder.take(lexer);
      }
    }
    finish(sql.length(), sql.length());
    return statements;
  }

  private void finish(int end, int next) {
    builder.finish(end, this::shared).ifPresent(statements::add);
    if (statements.size() > STATEMENTS) {
      throw new TooManyStatementsException(STATEMENTS);
    }
    builder = new StatementBuilder(sql, next);
  }

  /** Statements of data have few shapes; each is kept once. */
  private String shared(String shape) {
    if (shapes.size() >= SHAPES) {
      shapes.clear();
    }
    return Objects.requireNonNullElse(shapes.putIfAbsent(shape, shape), shape);
  }
}
