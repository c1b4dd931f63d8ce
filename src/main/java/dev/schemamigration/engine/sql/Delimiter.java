package dev.schemamigration.engine.sql;

import java.util.List;
import java.util.Optional;

/**
 * The text of {@code endDelimiter}, which ends a statement in addition to the semicolon. Liquibase
 * treats it as a regular expression; here it is text, and the usual expressions for a line of its
 * own are recognized.
 *
 * @param text empty when there is none
 * @param alone whether it counts only on a line of its own
 */
public record Delimiter(String text, boolean alone) {
  /** No delimiter but the semicolon. */
  public static final Delimiter NONE = new Delimiter("", false);

  /** The delimiter of Liquibase where none is named: lines that are GO or / alone. */
  public static final Delimiter LINES = new Delimiter("", true);

  private static final List<String> LINE_BREAKS =
      List.of("\\r?\\n", "\\r\\n", "\\n", "\\s*", "\\s+", "\\s", "\r", "\n", " ", "\t");
  private static final int MAX_LENGTH = 64;
  private static final String PATTERN_SIGNS = "()[]{}*+?";

  /** Parses {@code endDelimiter}; empty when it is a pattern and not a text. */
  public static Optional<Delimiter> of(String endDelimiter) {
    if (endDelimiter.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var before = trimmedLeft(endDelimiter);
    var text = trimmedRight(before);
    boolean lineBreak =
        !endDelimiter.substring(0, endDelimiter.length() - before.length()).isBlank();
    return plain(text)
        .map(
            it ->
                it.isEmpty() || it.equals(";")
                    ? NONE
                    : new Delimiter(it, lineBreak || it.equals("/")));
  }

  private static String trimmedLeft(String delimiter) {
    if (delimiter.length() > 1 && delimiter.startsWith("^") && !delimiter.startsWith("^^")) {
      return trimmedLeft(delimiter.substring(1));
    }
    return LINE_BREAKS.stream()
        .filter(delimiter::startsWith)
        .findFirst()
        .map(it -> trimmedLeft(delimiter.substring(it.length())))
        .orElse(delimiter);
  }

  private static String trimmedRight(String delimiter) {
    if (delimiter.length() > 1 && delimiter.endsWith("$") && !delimiter.endsWith("$$")) {
      return trimmedRight(delimiter.substring(0, delimiter.length() - 1));
    }
    return LINE_BREAKS.stream()
        .filter(delimiter::endsWith)
        .findFirst()
        .map(it -> trimmedRight(delimiter.substring(0, delimiter.length() - it.length())))
        .orElse(delimiter);
  }

  private static Optional<String> plain(String delimiter) {
    var text = new StringBuilder();
    for (int i = 0; i < delimiter.length(); i++) {
      char c = delimiter.charAt(i);
      if (c == '\\' && i + 1 < delimiter.length()) {
        i++;
        c = delimiter.charAt(i);
        if (Character.isLetterOrDigit(c)) {
          return Optional.empty();
        }
      } else if (c == '\\' || PATTERN_SIGNS.indexOf(c) >= 0) {
        return Optional.empty();
      }
      text.append(c);
    }
    return Optional.of(text.toString());
  }

  /**
   * Returns the end of the delimiter that begins at {@code position}; -1 when there is none.
   *
   * @param open whether a statement is open there
   */
  int endAt(String sql, int position, boolean open) {
    if (equals(LINES)) {
      return SeparatorLines.endAt(sql, position, open);
    }
    if (text.isEmpty() || !sql.regionMatches(true, position, text, 0, text.length())) {
      return -1;
    }
    int end = position + text.length();
    boolean matches = alone ? blankAround(sql, position, end) : !wordAround(sql, position, end);
    return matches ? end : -1;
  }

  static boolean blankAround(String sql, int from, int to) {
    int before = from - 1;
    while (before >= 0 && isBlank(sql.charAt(before))) {
      before--;
    }
    int after = to;
    while (after < sql.length() && isBlank(sql.charAt(after))) {
      after++;
    }
    return (before < 0 || sql.charAt(before) == '\n')
        && (after == sql.length() || sql.charAt(after) == '\n');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private boolean wordAround(String sql, int from, int to) {
    return isWord(text, 0) && isWord(sql, from - 1)
        || isWord(text, text.length() - 1) && isWord(sql, to);
  }

  private static boolean isWord(String sql, int at) {
    return at >= 0
        && at < sql.length()
        && (sql.charAt(at) == '_' || Character.isLetterOrDigit(sql.charAt(at)));
  }
}
