package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;
import dev.schemamigration.sql.SqlLexer.Kind;

/**
 * Finds the body of {@code CREATE [OR REPLACE] FUNCTION} or {@code PROCEDURE} that is written as
 * statements, {@code BEGIN ATOMIC … END}, within which semicolons do not end the command.
 *
 * <p>Each of its statements ends with a semicolon, so that only an END behind one, or behind
 * ATOMIC, ends the body. Every other END belongs to a CASE or is a name: {@code s.end}, {@code AS
 * end}, {@code max(a) end}. psql counts BEGIN, CASE and END instead, and cuts such a body in two.
 */
final class RoutineBody {
  private int words;
  private boolean creates;
  private boolean replaces;
  private boolean routine;
  private boolean betweenStatements;
  private int begin = -1;
  private boolean open;

  /**
   * Takes the next token of the command.
   *
   * @param parentheses how many are open around it
   */
  void take(SqlLexer token, int parentheses) {
    if (token.kind() == Kind.SPACE || token.kind() == Kind.COMMENT) {
      return;
    }
    if (token.kind() == Kind.WORD) {
      word(token);
    }
    if (routine && parentheses == 0) {
      track(token);
    }
  }

  private void word(SqlLexer token) {
    words++;
    switch (words) {
      case 1 -> creates = token.isWord("CREATE");
      case 2 -> {
        replaces = creates && token.isWord("OR");
        routine = creates && isRoutine(token);
      }
      case 3 -> replaces &= token.isWord("REPLACE");
      case 4 -> routine |= replaces && isRoutine(token);
      default -> {}
    }
  }

  private static boolean isRoutine(SqlLexer token) {
    return token.isWord("FUNCTION") || token.isWord("PROCEDURE");
  }

  private void track(SqlLexer token) {
    if (open) {
      open = !(betweenStatements && token.isWord("END"));
      betweenStatements = token.kind() == Kind.SEMICOLON;
    } else if (begin >= 0 && token.isWord("ATOMIC")) {
      open = true;
      betweenStatements = true;
    } else {
      begin = token.isWord("BEGIN") ? token.start() : -1;
    }
  }

  /** Whether the body has begun and not ended. */
  boolean open() {
    return open;
  }

  /** Returns the offset at which the open body begins. */
  int begin() {
    return begin;
  }
}
