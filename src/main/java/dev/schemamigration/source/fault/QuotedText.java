package dev.schemamigration.source.fault;

/** Quotes text from files in messages: of bounded length, on one line. */
public final class QuotedText {
  private static final int MAX_LENGTH = 80;

  private QuotedText() {}

  public static String of(String text) {
    return '"' + shortened(text, MAX_LENGTH) + '"';
  }

  /** The text with control characters replaced, cut to a maximum length. */
  public static String shortened(String text, int length) {
    var cut = text.length() <= length ? text : text.substring(0, length - 1) + "…";
    return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
