package dev.schemamigration.text;

import java.nio.charset.StandardCharsets;

/**
 * Cuts names as Postgres does. What it creates under a longer name has the cut one, so that it is
 * not found under the other.
 */
public final class ObjectName {
  private static final int LONGEST = 63;

  private ObjectName() {}

  /** The first 63 bytes of a name as UTF-8, without a part of a character at the end. */
  public static String cut(String name) {
    if (name.length() * 3 <= LONGEST) {
      return name;
    }
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) {
      return name;
    }
    int end = LONGEST;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
