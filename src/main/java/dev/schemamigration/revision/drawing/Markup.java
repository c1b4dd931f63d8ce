package dev.schemamigration.revision.drawing;

import dev.schemamigration.text.Printable;

/** Escapes texts of revision files for each kind of document. */
final class Markup {
  private static final String PLAIN_IN_MERMAID = " .,:()_-+=/";

  private Markup() {}

  /** For text and attributes in double quotes; what XML cannot hold becomes a question mark. */
  static String xml(String text) {
    var escaped = new StringBuilder();
    Printable.line(text)
        .codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isNoCharacter(character) ? '?' : character);
              }
            });
    return escaped.toString();
  }

  private static boolean isNoCharacter(int character) {
    return (character & 0xFFFE) == 0xFFFE;
  }

  /** For labels in double quotes: Mermaid's entity codes, which name no HTML and no directive. */
  static String mermaid(String text) {
    var escaped = new StringBuilder();
    Printable.line(text)
        .codePoints()
        .forEach(
            character -> {
              if (Character.isLetterOrDigit(character)
                  || PLAIN_IN_MERMAID.indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
              } else {
                escaped.append('#').append(character).append(';');
              }
            });
    return escaped.toString();
  }

  /** A string in double quotes for DOT, without its escape sequences and entities. */
  static String dot(String text) {
    return '"'
        + Printable.line(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;")
        + '"';
  }
}
