package dev.schemamigration.source.file;

import dev.schemamigration.text.NaturalOrder;
import java.util.Comparator;

/**
 * The id and message that the name of a revision file implies where its header has none.
 *
 * @param id the name up to the first underscore, or the whole name without its extension
 * @param message the rest, with blanks for underscores
 */
public record FileName(String id, String message) {
  /** Orders by number where the names have one: 2 before 10, V1 before V1.1. */
  public static final Comparator<String> LOAD_ORDER =
      Comparator.comparing(FileName::idOf, NaturalOrder.INSTANCE)
          .thenComparing(NaturalOrder.INSTANCE);

  private static String idOf(String path) {
    return FileName.of(path).id();
  }

  public static FileName of(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var dot = name.lastIndexOf('.');
    var stem = dot < 0 ? name : name.substring(0, dot);
    var underscore = stem.indexOf('_');
    return underscore < 0
        ? new FileName(stem, "")
        : new FileName(
            stem.substring(0, underscore),
            stem.substring(underscore + 1).replace('_', ' ').strip());
  }
}
