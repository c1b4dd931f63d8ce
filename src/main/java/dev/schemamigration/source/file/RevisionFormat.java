package dev.schemamigration.source.file;

import java.util.Locale;
import java.util.Optional;

/** The changelog formats, told apart by the ending of the file name. */
public enum RevisionFormat {
  SQL,
  YAML,
  XML,
  JSON;

  /** Empty for a file that cannot be a changelog. */
  public static Optional<RevisionFormat> of(String path) {
    var dot = path.lastIndexOf('.');
    return switch (path.substring(dot + 1).toLowerCase(Locale.ROOT)) {
      case "sql" -> Optional.of(SQL);
      case "yaml", "yml" -> Optional.of(YAML);
      case "xml" -> Optional.of(XML);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }
}
