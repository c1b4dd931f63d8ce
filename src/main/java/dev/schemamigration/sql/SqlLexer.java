package dev.schemamigration.sql;

/**
 * Splits SQL into tokens as Postgres' own lexer does: quotes of every kind, dollar quotes, nested
 * comments. An unclosed token extends to the end of the text.
 */
public final class SqlLexer {
  /** The kind of a token. */
  public enum Kind {
    SPACE,
    COMMENT,
    WORD,
    QUOTED_NAME,
    STRING,
    DOLLAR_STRING,
    OPEN,
    CLOSE,
    SEMICOLON,
    BACKSLASH,
    OTHER
  }

  private final String sql;
  private int start;
  private int end;
  private Kind kind = Kind.OTHER;
  private boolean unclosed;
  private int nested = -1;

  /** Begins before the first token of {@code sql}. */
  public SqlLexer(String sql) {
    this.sql = sql;
  }

  /** The text without its comments, and without white space at its ends. */
  public static String withoutComments(String sql) {
    var text = new StringBuilder();
    var lexer = new SqlLexer(sql);
    while (lexer.next()) {
      if (lexer.kind() != Kind.COMMENT) {
        text.append(sql, lexer.start(), lexer.end());
      }
    }
    return text.toString().strip();
  }

  /** Advances to the next token; false at the end of the text. */
  public boolean next() {
    start = end;
    if (start >= sql.length()) {
      return false;
    }
    char c = sql.charAt(start);
    if (isSpace(c)) {
      token(Kind.SPACE, spaceEnd(start));
    } else if (c == '-' && at(start + 1) == '-') {
      token(Kind.COMMENT, lineEnd(start));
    } else if (c == '/' && at(start + 1) == '*') {
      token(Kind.COMMENT, commentEnd(start + 2));
    } else if (c == '\'') {
      token(Kind.STRING, stringEnd(start + 1, false));
    } else if (c == '"') {
      token(Kind.QUOTED_NAME, quoteEnd(start + 1, '"', false));
    } else if (c == '$') {
      dollar();
    } else if (isWordStart(c)) {
      word(c);
    } else if (c >= '0' && c <= '9') {
      token(Kind.OTHER, digitsEnd(start));
    } else {
      token(single(c), start + 1);
    }
    return true;
  }

  /** Continues at {@code position}, which is not before the current token. */
  public void jump(int position) {
    end = position;
  }

  /** Returns the kind of the current token. */
  public Kind kind() {
    return kind;
  }

  /** Returns the offset at which the current token begins. */
  public int start() {
    return start;
  }

  /** Returns the offset at which the current token ends and the next one begins. */
  public int end() {
    return end;
  }

  /** Whether the current token has no end. */
  public boolean unclosed() {
    return unclosed;
  }

  /** Returns the offset of the last comment that an unclosed comment opens in itself; or -1. */
  public int nested() {
    return nested;
  }

  /** Whether the current token is the word {@code upperCase}. */
  public boolean isWord(String upperCase) {
    return kind == Kind.WORD
        && end - start == upperCase.length()
        && sql.regionMatches(true, start, upperCase, 0, upperCase.length());
  }

  private void token(Kind kind, int end) {
    this.kind = kind;
    this.end = end;
  }

  private static Kind single(char c) {
    return switch (c) {
      case '(' -> Kind.OPEN;
      case ')' -> Kind.CLOSE;
      case ';' -> Kind.SEMICOLON;
      case '\\' -> Kind.BACKSLASH;
      default -> Kind.OTHER;
    };
  }

  private void word(char first) {
    if ((first == 'e' || first == 'E') && at(start + 1) == '\'') {
      token(Kind.STRING, stringEnd(start + 2, true));
    } else {
      token(Kind.WORD, wordEnd(start, true));
    }
  }

  private void dollar() {
    int tagEnd = start + 1;
    if (tagEnd < sql.length() && isWordStart(sql.charAt(tagEnd))) {
      tagEnd = wordEnd(tagEnd, false);
    }
    if (at(tagEnd) != '$') {
      token(Kind.OTHER, start + 1);
      return;
    }
    var tag = sql.substring(start, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    token(Kind.DOLLAR_STRING, close < 0 ? endless() : close + tag.length());
  }

  /**
   * Returns the end of a string with its continuations: a string is continued after a line break,
   * and a backslash has in every part the meaning that it has in the first.
   */
  private int stringEnd(int from, boolean backslashes) {
    int end = quoteEnd(from, '\'', backslashes);
    for (int next = continuation(end); next > end; next = continuation(end)) {
      end = quoteEnd(next, '\'', backslashes);
    }
    return end;
  }

  /** Returns the offset after the quote that continues the string, or {@code end} without one. */
  private int continuation(int end) {
    boolean broken = false;
    int i = end;
    while (true) {
      if (at(i) == '-' && at(i + 1) == '-') {
        i = lineEnd(i);
      } else if (i < sql.length() && isSpace(sql.charAt(i))) {
        broken |= sql.charAt(i) == '\n' || sql.charAt(i) == '\r';
        i++;
      } else {
        return broken && at(i) == '\'' ? i + 1 : end;
      }
    }
  }

  private int quoteEnd(int from, char quote, boolean backslashes) {
    for (int i = from; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\\' && backslashes) {
        i++;
      } else if (c == quote) {
        if (at(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
    }
    return endless();
  }

  private int endless() {
    unclosed = true;
    return sql.length();
  }

  private int commentEnd(int from) {
    int depth = 1;
    nested = -1;
    for (int i = from; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '/' && at(i + 1) == '*') {
        depth++;
        nested = i;
        i++;
      } else if (c == '*' && at(i + 1) == '/') {
        depth--;
        i++;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return endless();
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  private int spaceEnd(int from) {
    int i = from;
    while (i < sql.length() && isSpace(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  /**
   * Returns the end of the digits. What follows them without a blank is a token of its own, as it
   * was up to PostgreSQL 14, where {@code 1a$x$b} is a number and a name; later servers refuse it.
   */
  private int digitsEnd(int from) {
    int i = from;
    while (at(i) >= '0' && at(i) <= '9') {
      i++;
    }
    return i;
  }

  private int wordEnd(int from, boolean withDollars) {
    int i = from;
    while (i < sql.length() && isWordPart(sql.charAt(i), withDollars)) {
      i++;
    }
    return i;
  }

  private char at(int position) {
    return position < sql.length() ? sql.charAt(position) : '\0';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static boolean isWordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
  }

  private static boolean isWordPart(char c, boolean withDollars) {
    return isWordStart(c) || c >= '0' && c <= '9' || withDollars && c == '$';
  }
}
