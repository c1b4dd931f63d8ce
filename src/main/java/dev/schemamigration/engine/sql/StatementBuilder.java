package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Builds a statement from its tokens. */
final class StatementBuilder {
  private static final int SHAPE_LIMIT = 2_000;
  private static final int TOKEN_LIMIT = 200;
  private static final String UNLOCK_ALL = "PG_ADVISORY_UNLOCK_ALL";
  private static final Pattern META = Pattern.compile("\\\\(?:[A-Za-z]+|\\S)?");

  private final String sql;
  private final int begin;
  private final StringBuilder shape = new StringBuilder();
  private final RoutineBody body = new RoutineBody();
  private boolean spaced;
  private int tokens;
  private int firstToken;
  private int words;
  private int parentheses;
  private boolean block;
  private boolean rebuilds;
  private boolean inOptions;
  private boolean unlocks;
  private String metaCommand = "";
  private Unclosed unclosed = Unclosed.NONE;

  StatementBuilder(String sql, int begin) {
    this.sql = sql;
    this.begin = begin;
  }

  /** Whether a semicolon ends it here, outside of parentheses and a routine's body. */
  boolean mayEnd() {
    return parentheses == 0 && !body.open();
  }

  /** Whether a parenthesis is open, within which no delimiter counts. */
  boolean inParentheses() {
    return parentheses > 0;
  }

  /** Whether it holds more than blanks and comments. */
  boolean isOpen() {
    return tokens > 0;
  }

  void take(SqlLexer token) {
    if (token.unclosed()) {
      unclosed = Unclosed.of(sql, token);
    }
    if (tokens == 0) {
      firstToken = token.start();
    }
    switch (token.kind()) {
      case SPACE, COMMENT -> spaced = true;
      case OPEN -> open(token);
      case CLOSE -> close(token);
      case WORD -> word(token);
      case STRING -> literal(token, "''");
      case DOLLAR_STRING -> literal(token, "$$");
      case BACKSLASH -> metaCommand(token);
      case QUOTED_NAME -> quotedName(token);
      case SEMICOLON, OTHER -> add(token, visible());
    }
    body.take(token, parentheses);
  }

  /**
   * Returns the statement; empty when it consists of blanks and closed comments only.
   *
   * @param shared an equal shape of another statement, if there is one
   */
  Optional<ScriptStatement> finish(int end, UnaryOperator<String> shared) {
    if (body.open() && !unclosed.exists()) {
      unclosed = Unclosed.ofBody(sql, body.begin());
    }
    if (tokens == 0 && !unclosed.exists()) {
      return Optional.empty();
    }
    var text = sql.substring(begin, end);
    int start = begin + text.length() - text.stripLeading().length();
    return Optional.of(
        new ScriptStatement(
            text.strip(),
            start,
            firstToken,
            shared.apply(shape.toString()),
            metaCommand,
            unlocks,
            unclosed));
  }

  private boolean visible() {
    return parentheses == 0 || inOptions;
  }

  private void open(SqlLexer token) {
    inOptions |= parentheses == 0 && tokens == 1 && rebuilds;
    add(token, visible());
    parentheses++;
  }

  private void close(SqlLexer token) {
    parentheses = Math.max(0, parentheses - 1);
    add(token, visible());
    inOptions &= parentheses > 0;
  }

  private void word(SqlLexer token) {
    words++;
    if (words == 1) {
      block = token.isWord("DO");
      rebuilds = token.isWord("REINDEX");
    }
    unlocks |= token.isWord(UNLOCK_ALL);
    add(token, visible());
  }

  private void metaCommand(SqlLexer token) {
    if (metaCommand.isEmpty()) {
      var command = META.matcher(sql).region(token.start(), sql.length());
      metaCommand = command.lookingAt() ? command.group() : "\\";
    }
    add(token, visible());
  }

  private void quotedName(SqlLexer token) {
    unlocks |= sql.regionMatches(true, token.start() + 1, UNLOCK_ALL, 0, UNLOCK_ALL.length());
    if (token.end() - token.start() <= TOKEN_LIMIT || token.unclosed()) {
      add(token, visible());
    } else {
      var name = "\"" + truncated(token) + "\"";
      append(name, 0, name.length(), visible());
    }
  }

  /** A name is the same name for the server after 63 bytes; two quotes in it stay together. */
  private String truncated(SqlLexer token) {
    int end = token.start() + 1;
    while (end < token.start() + TOKEN_LIMIT) {
      end += sql.charAt(end) == '"' ? 2 : 1;
    }
    return sql.substring(token.start() + 1, end);
  }

  private void literal(SqlLexer token, String placeholder) {
    if (block) {
      var body = sql.substring(token.start(), token.end()).toUpperCase(Locale.ROOT);
      unlocks |= body.contains(UNLOCK_ALL);
    }
    append(placeholder, 0, placeholder.length(), visible());
  }

  private void add(SqlLexer token, boolean visible) {
    append(sql, token.start(), Math.min(token.end(), token.start() + TOKEN_LIMIT), visible);
  }

  private void append(String source, int from, int to, boolean visible) {
    if (visible && shape.length() < SHAPE_LIMIT) {
      shape.append(spaced && !shape.isEmpty() ? " " : "").append(source, from, to);
    }
    spaced = false;
    tokens++;
  }
}
