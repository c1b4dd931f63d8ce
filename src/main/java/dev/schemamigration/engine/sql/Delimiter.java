package dev.schemamigration.engine.sql;

import java.util.List;
import java.util.Optional;

/**
 * What ends a statement besides the semicolon: the text of {@code endDelimiter}. Liquibase takes it
 * for a regular expression; here it is text, and the usual spellings of "alone on its line" are
 * understood.
 *
 * @param text empty when there is none
 * @param alone whether it counts only on a line of its own
 */
public record Delimiter(String text, boolean alone) {
  /** Only the semicolon. */
  public static final Delimiter NONE = new Delimiter("", false);

  private static final List<String> LINE_BREAKS =
      List.of("\\r?\\n", "\\r\\n", "\\n", "\\s*", "\\s+", "\\s", "\r", "\n", " ", "\t");
  private static final int LONGEST = 64;
  private static final String PATTERN_SIGNS = "()[]{}*+?";

  /** What {@code endDelimiter} means; empty when it is a pattern and not a text. */
  public static Optional<Delimiter> of(String endDelimiter) {
    if (endDelimiter.length() > LONGEST) {
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

  private static String trimmedLeft(String spelling) {
    if (spelling.length() > 1 && spelling.startsWith("^") && !spelling.startsWith("^^")) {
      return trimmedLeft(spelling.substring(1));
    }
    return LINE_BREAKS.stream()
        .filter(spelling::startsWith)
        .findFirst()
        .map(it -> trimmedLeft(spelling.substring(it.length())))
        .orElse(spelling);
  }

  private static String trimmedRight(String spelling) {
    if (spelling.length() > 1 && spelling.endsWith("$") && !spelling.endsWith("$$")) {
      return trimmedRight(spelling.substring(0, spelling.length() - 1));
    }
    return LINE_BREAKS.stream()
        .filter(spelling::endsWith)
        .findFirst()
        .map(it -> trimmedRight(spelling.substring(0, spelling.length() - it.length())))
        .orElse(spelling);
  }

  private static Optional<String> plain(String spelling) {
    var text = new StringBuilder();
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c == '\\' && i + 1 < spelling.length()) {
        i++;
        c = spelling.charAt(i);
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

  /** Where the text behind it begins if it stands at {@code position}; else -1. */
  int endAt(String sql, int position) {
    if (text.isEmpty() || !sql.regionMatches(true, position, text, 0, text.length())) {
      return -1;
    }
    int end = position + text.length();
    boolean stands = alone ? blankAround(sql, position, end) : !wordAround(sql, position, end);
    return stands ? end : -1;
  }

  private static boolean blankAround(String sql, int from, int to) {
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
