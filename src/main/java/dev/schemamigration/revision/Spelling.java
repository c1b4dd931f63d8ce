package dev.schemamigration.revision;

/** Tells slips of the finger from other names, for suggestions in messages. */
final class Spelling {
  private static final int SHORTEST = 3;

  private Spelling() {}

  /** Whether one wrong, missing, additional or swapped character makes one text of the other. */
  static boolean isClose(String text, String name) {
    if (text.length() < SHORTEST || Math.abs(text.length() - name.length()) > 1) {
      return false;
    }
    int start = 0;
    int end = Math.min(text.length(), name.length());
    while (start < end && text.charAt(start) == name.charAt(start)) {
      start++;
    }
    String restOfText = text.substring(start);
    String restOfName = name.substring(start);
    return without(restOfText, 1).equals(without(restOfName, 1))
        || restOfText.equals(without(restOfName, 1))
        || without(restOfText, 1).equals(restOfName)
        || swapped(restOfText).equals(restOfName);
  }

  private static String without(String text, int characters) {
    return text.substring(Math.min(characters, text.length()));
  }

  private static String swapped(String text) {
    return text.length() < 2 ? text : "" + text.charAt(1) + text.charAt(0) + text.substring(2);
  }
}
