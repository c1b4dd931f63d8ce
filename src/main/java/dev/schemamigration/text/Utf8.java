package dev.schemamigration.text;

import java.nio.charset.StandardCharsets;

/** Cuts texts to a number of bytes of UTF-8, which is how the Kubernetes API measures them. */
public final class Utf8 {
  private static final String CUT = "…";
  private static final int CUT_BYTES = 3;

  private Utf8() {}

  /** How many bytes the text has. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The text, or as many of its first characters as fit before an ellipsis.
   *
   * @param limit in bytes, the ellipsis included; at least 3
   */
  public static String shortened(String text, int limit) {
    return text.length() * 3L <= limit || bytes(text) <= limit
        ? text
        : beginning(text, limit - CUT_BYTES) + CUT;
  }

  /** As many of the first characters as fit into a number of bytes; none is cut in two. */
  public static String beginning(String text, int limit) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += bytes(character);
      if (bytes > limit) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  /** Half of a surrogate pair is encoded as one question mark. */
  private static int bytes(int character) {
    if (character < 0x80 || character >= 0xD800 && character <= 0xDFFF) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }
}
