package dev.schemamigration.engine.script;

import dev.schemamigration.engine.autocommit.kind.AutocommitKinds;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.sql.SqlLexer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A script, taken apart where Postgres does.
 *
 * @param text all of it
 * @param statements in order
 */
public record SqlScript(String text, List<Statement> statements) {
  public SqlScript {
    statements = List.copyOf(statements);
  }

  /** Takes a script apart. */
  public static SqlScript of(String text) {
    return new SqlScript(
        text, ScriptSplitter.split(text, Delimiter.NONE).stream().map(Statement::new).toList());
  }

  /** Whether it holds nothing but blanks and comments. */
  public boolean isEmpty() {
    return statements.isEmpty();
  }

  /**
   * The statements without comments and with one blank where there is white space, so that two
   * scripts that do the same have the same.
   */
  public List<String> meanings() {
    return statements.stream().map(it -> meaning(it.statement.text())).toList();
  }

  /** A statement without comments, with one blank where there is white space. */
  public static String meaning(String sql) {
    var lexer = new SqlLexer(sql);
    var meaning = new StringBuilder();
    boolean blank = false;
    while (lexer.next()) {
      switch (lexer.kind()) {
        case SPACE, COMMENT -> blank = true;
        default -> {
          meaning.append(blank && !meaning.isEmpty() ? " " : "");
          meaning.append(sql, lexer.start(), lexer.end());
          blank = false;
        }
      }
    }
    return meaning.toString();
  }

  /** One statement. */
  public static final class Statement {
    private final ScriptStatement statement;

    private Statement(ScriptStatement statement) {
      this.statement = statement;
    }

    /** Returns the offset at which it begins, behind its comments. */
    public int begin() {
      return statement.firstToken();
    }

    /** Returns the offset at which it ends, before its semicolon. */
    public int end() {
      return statement.start() + statement.text().length();
    }

    /** Returns its words in lower case, without what is in parentheses and strings. */
    public String shape() {
      return statement.shape().toLowerCase(Locale.ROOT);
    }

    /** Returns the command's name if Postgres refuses it in a transaction block. */
    public Optional<String> refusedInTransaction() {
      return AutocommitKinds.of(statement).refusedInTransaction();
    }

    /** Returns the command of psql in it; empty text without one. */
    public String metaCommand() {
      return statement.metaCommand();
    }
  }

  /** Returns the script without the statements in {@code left}, and their semicolons. */
  public String without(List<Statement> left) {
    var kept = new StringBuilder();
    int from = 0;
    for (var statement : left) {
      kept.append(text, from, statement.begin());
      from = statement.end();
      from += from < text.length() && text.charAt(from) == ';' ? 1 : 0;
    }
    return kept.append(text, from, text.length()).toString();
  }
}
