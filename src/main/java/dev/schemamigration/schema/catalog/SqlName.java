package dev.schemamigration.schema.catalog;

import java.util.ArrayList;
import java.util.List;

/** Takes qualified names apart. */
public final class SqlName {
  private SqlName() {}

  /** The parts between the dots, quoted as they are. */
  public static List<String> parts(String name) {
    var parts = new ArrayList<String>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        parts.add(name.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(name.substring(start));
    return List.copyOf(parts);
  }

  /** The name without its last part. */
  public static String parent(String name) {
    var parts = parts(name);
    return String.join(".", parts.subList(0, parts.size() - 1));
  }

  /** The last part. */
  public static String last(String name) {
    return parts(name).getLast();
  }

  /** A part as it is stored. */
  public static String unquoted(String part) {
    return part.startsWith("\"")
        ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
        : part;
  }
}
