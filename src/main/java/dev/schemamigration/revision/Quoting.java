package dev.schemamigration.revision;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes and lists names in messages. */
final class Quoting {
  private static final int SHOWN = 10;

  private Quoting() {}

  static String quote(String name) {
    return "\"" + name + "\"";
  }

  static String revision(String id) {
    return "revision " + quote(id);
  }

  /** The names quoted and joined by commas; a long list ends with the number of names left out. */
  static String list(Collection<String> names) {
    String shown =
        names.stream().limit(SHOWN).map(Quoting::quote).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
