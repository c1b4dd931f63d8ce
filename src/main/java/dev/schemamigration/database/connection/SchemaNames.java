package dev.schemamigration.database.connection;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** A search_path as connection parameters write it. */
final class SchemaNames {
  static final String EXPECTED = "schema names separated by commas";

  private static final Pattern NAME =
      Pattern.compile("\"([^\",\\p{Cntrl}]{1,63})\"|([^\",\\s\\p{Cntrl}]{1,63})");

  private SchemaNames() {}

  /** The names without their quotes, joined by commas. */
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
