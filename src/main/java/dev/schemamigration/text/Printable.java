package dev.schemamigration.text;

/**
 * Makes texts of others printable: of servers, of tables in the database, of revision files. What
 * steers a terminal, ends a line or changes the direction of what is read becomes visible, as in
 * {@code \\x1b} and {@code \\u202e}: control characters, controls of bidirectional text, separators
 * of lines and paragraphs, and halves of a surrogate pair. What is printable stays as it is, so a
 * text can be made printable twice.
 */
public final class Printable {
  private Printable() {}

  /** The text with its line breaks and tabs. */
  public static String text(String text) {
    return printable(text, true);
  }

  /** The text on one line. */
  public static String line(String text) {
    return printable(text, false);
  }

  private static String printable(String text, boolean keepsLines) {
    int from = 0;
    while (from < text.length() && !hidden(text, from, keepsLines)) {
      from += width(text, from);
    }
    if (from == text.length()) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int at = from; at < text.length(); at += width(text, at)) {
      if (hidden(text, at, keepsLines)) {
        int character = text.codePointAt(at);
        shown.append((character < 0x100 ? "\\x%02x" : "\\u%04x").formatted(character));
      } else {
        shown.appendCodePoint(text.codePointAt(at));
      }
    }
    return shown.toString();
  }

  private static int width(String text, int at) {
    return Character.charCount(text.codePointAt(at));
  }

  private static boolean hidden(String text, int at, boolean keepsLines) {
    int character = text.codePointAt(at);
    if (character == '\n' || character == '\t') {
      return !keepsLines;
    }
    if (character == '\r') {
      return !keepsLines || at + 1 == text.length() || text.charAt(at + 1) != '\n';
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> steersDirection(character);
      default -> false;
    };
  }

  /** Other characters of this kind are parts of words and of emoji. */
  private static boolean steersDirection(int character) {
    return character >= 0x202A && character <= 0x202E
        || character >= 0x2066 && character <= 0x2069
        || character == 0x200E
        || character == 0x200F
        || character == 0x061C;
  }
}
