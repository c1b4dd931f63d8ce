package dev.schemamigration.conversion;

import dev.schemamigration.revision.TargetSymbol;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes ids of revisions from the names of another tool, no two of them equal. */
final class RevisionNames {
  private static final int LONGEST = 60;
  private static final int MESSAGE = 200;

  private final Set<String> taken = new HashSet<>();

  /** The id for a name. */
  String id(String name) {
    var id = new StringBuilder();
    name.codePoints()
        .limit(LONGEST)
        .map(it -> Character.isLetterOrDigit(it) || it == '.' ? it : '_')
        .forEach(id::appendCodePoint);
    var base =
        id.isEmpty() || TargetSymbol.WORDS.contains(id.toString()) ? "r_" + id : id.toString();
    var unique = base;
    for (int i = 2; !taken.add(unique); i++) {
      unique = base + "." + i;
    }
    return unique;
  }

  /** A message on one line. */
  static String message(String text) {
    var line = text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
    var plain = line.replace("${", "$ {");
    return plain.length() > MESSAGE ? plain.substring(0, MESSAGE) : plain;
  }

  /** The name of a file. */
  static String file(String id, String message) {
    var words = new StringBuilder();
    for (var word : message.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty() && words.length() + word.length() < 40) {
        words.append('_').append(word);
      }
    }
    return id + words + ".sql";
  }
}
