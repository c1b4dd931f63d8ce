package dev.schemamigration.source;

/** Shows text from files in messages: in quotes, of bounded length, on one line. */
final class Quoted {
  private static final int MAX_LENGTH = 80;

  private Quoted() {}

  static String of(String text) {
    return '"' + shortened(text, MAX_LENGTH) + '"';
  }

  /** The text with control characters replaced, cut after so many characters. */
  static String shortened(String text, int length) {
    var cut = text.length() <= length ? text : text.substring(0, length - 1) + "…";
    return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
