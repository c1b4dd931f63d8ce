package dev.schemamigration.conversion.layout;

import java.util.regex.Pattern;

/** Reads the names of files. */
final class Names {
  private static final Pattern SEPARATORS = Pattern.compile("[_\\s-]+");

  private Names() {}

  /** The words in a part of a file's name. */
  static String message(String name) {
    return SEPARATORS.matcher(name).replaceAll(" ").strip();
  }
}
