package dev.schemamigration.database.connection;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses a search_path in a connection parameter. */
final class SchemaNames {
  static final String EXPECTED = "schema names separated by commas";

  private static final Pattern NAME =
      Pattern.compile("\"([^\",\\p{Cntrl}]{1,63})\"|([^\",\\s\\p{Cntrl}]{1,63})");

  private SchemaNames() {}

  /** The names without quotes, joined by commas; empty when the text is no list of names. */
  static Optional<String> parse(String text) {
    var names = new ArrayList<String>();
    for (var part : text.split(",", -1)) {
      var name = NAME.matcher(part.strip());
      if (!name.matches()) {
        return Optional.empty();
      }
      names.add(name.group(1) != null ? name.group(1) : name.group(2));
    }
    return Optional.of(String.join(",", names));
  }
}
