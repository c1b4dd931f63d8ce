package dev.schemamigration.verify.rows;

import java.util.Optional;

/**
 * Makes a text that matches a regular expression or a pattern of LIKE, as far as it consists of
 * literals, classes, groups, alternatives and repetitions. Texts with different numbers differ
 * where the pattern leaves room.
 */
final class PatternText {
  private static final int LONGEST = 300;
  private static final String DIGITS = "0123456789";
  private static final String WORD = "abcdefghijklmnopqrstuvwxyz0123456789_";

  private final String pattern;
  private final StringBuilder text = new StringBuilder();
  private int left;
  private int at;

  private PatternText(String pattern, int number) {
    this.pattern = pattern;
    this.left = number;
  }

  /** A text for a regular expression; empty where it has parts that are not understood. */
  static Optional<String> ofRegex(String regex, int number) {
    var made = new PatternText(regex, number);
    try {
      made.alternatives(true);
      return made.at == regex.length() ? Optional.of(made.text.toString()) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** A text for a pattern of LIKE. */
  static String ofLike(String pattern, int number) {
    var text = new StringBuilder();
    boolean escaped = false;
    for (char letter : pattern.toCharArray()) {
      if (letter == '\\' && !escaped) {
        escaped = true;
      } else {
        text.append(
            escaped || letter != '%' && letter != '_'
                ? String.valueOf(letter)
                : letter == '%' ? Integer.toString(number) : WORD.substring(0, 1));
        escaped = false;
      }
    }
    return text.toString();
  }

  /** The first alternative counts; the others are passed over. */
  private void alternatives(boolean write) {
    sequence(write);
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      sequence(false);
    }
  }

  private void sequence(boolean write) {
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int begin = at;
      atom(false);
      int times = repetition();
      int after = at;
      for (int i = 0; write && i < times; i++) {
        if (text.length() > LONGEST) {
          throw new IllegalArgumentException("too long");
        }
        at = begin;
        atom(true);
      }
      at = after;
    }
  }

  private void atom(boolean write) {
    char first = pattern.charAt(at++);
    switch (first) {
      case '^', '$' -> {}
      case '(' -> group(write);
      case '[' -> oneOf(bracket(), write);
      case '.' -> oneOf(WORD, write);
      case '\\' -> escape(write);
      case '*', '+', '?', '{' -> throw notUnderstood();
      default -> oneOf(String.valueOf(first), write);
    }
  }

  private void group(boolean write) {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?", at)) {
      throw notUnderstood();
    }
    alternatives(write);
    if (at >= pattern.length() || pattern.charAt(at++) != ')') {
      throw notUnderstood();
    }
  }

  private void escape(boolean write) {
    if (at >= pattern.length()) {
      throw notUnderstood();
    }
    char letter = pattern.charAt(at++);
    switch (letter) {
      case 'd' -> oneOf(DIGITS, write);
      case 'w' -> oneOf(WORD, write);
      case 's' -> oneOf(" ", write);
      case 'S' -> oneOf(WORD, write);
      case 'D' -> oneOf("abcdef", write);
      case 'W' -> oneOf("-", write);
      case 'A', 'Z', 'm', 'M', 'y' -> {}
      default -> {
        if (Character.isLetterOrDigit(letter)) {
          throw notUnderstood();
        }
        oneOf(String.valueOf(letter), write);
      }
    }
  }

  /** The members of a bracket expression. */
  private String bracket() {
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    at += negated ? 1 : 0;
    var members = new StringBuilder();
    boolean first = true;
    while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
      first = false;
      if (pattern.startsWith("[:", at)) {
        members.append(named());
        continue;
      }
      char from = member();
      if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        at++;
        char to = member();
        for (int it = from; it <= to; it++) {
          members.append((char) it);
        }
      } else {
        members.append(from);
      }
    }
    if (at++ >= pattern.length()) {
      throw notUnderstood();
    }
    return negated ? without(members.toString()) : members.toString();
  }

  private char member() {
    char letter = pattern.charAt(at++);
    if (letter != '\\' || at >= pattern.length()) {
      return letter;
    }
    char escaped = pattern.charAt(at++);
    return switch (escaped) {
      case 'd' -> '0';
      case 'w' -> 'a';
      case 's' -> ' ';
      default -> escaped;
    };
  }

  private String named() {
    int end = pattern.indexOf(":]", at);
    if (end < 0) {
      throw notUnderstood();
    }
    var name = pattern.substring(at + 2, end);
    at = end + 2;
    return switch (name) {
      case "alpha", "lower", "alnum" -> "abcdefghijklmnopqrstuvwxyz";
      case "upper" -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
      case "digit" -> DIGITS;
      case "xdigit" -> "0123456789abcdef";
      case "space" -> " ";
      default -> throw notUnderstood();
    };
  }

  private static String without(String members) {
    var left = new StringBuilder();
    WORD.chars().filter(it -> members.indexOf(it) < 0).forEach(it -> left.append((char) it));
    return left.toString();
  }

  /** How often the atom before it is repeated here: one that is optional is there. */
  private int repetition() {
    if (at >= pattern.length()) {
      return 1;
    }
    int times =
        switch (pattern.charAt(at)) {
          case '*', '+' -> 4;
          case '?' -> 1;
          case '{' -> bounds();
          default -> -1;
        };
    if (times < 0) {
      return 1;
    }
    at++;
    if (at < pattern.length() && pattern.charAt(at) == '?') {
      at++;
    }
    return times;
  }

  private int bounds() {
    int end = pattern.indexOf('}', at);
    if (end < 0) {
      throw notUnderstood();
    }
    var parts = pattern.substring(at + 1, end).split(",", 2);
    at = end;
    int least = Integer.parseInt(parts[0]);
    if (parts.length == 1) {
      return least;
    }
    int most = parts[1].isEmpty() ? least + 4 : Integer.parseInt(parts[1]);
    return Math.min(most, Math.max(least, 4));
  }

  private IllegalArgumentException notUnderstood() {
    return new IllegalArgumentException("not understood: " + pattern);
  }

  private void oneOf(String members, boolean write) {
    if (!write) {
      return;
    }
    if (members.isEmpty()) {
      throw notUnderstood();
    }
    text.append(members.charAt(Math.floorMod(left, members.length())));
    if (members.length() > 1) {
      left /= members.length();
    }
  }
}
