package dev.schemamigration.source.file;

import java.util.Locale;
import java.util.Optional;

/** The changelog formats, by the extension of the file name. */
public enum RevisionFormat {
  SQL,
  YAML,
  XML,
  JSON;

  /** The format of a file; empty when it cannot be a changelog. */
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
