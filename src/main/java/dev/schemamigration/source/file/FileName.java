package dev.schemamigration.source.file;

import java.util.Comparator;

/**
 * What the name of a revision file says where its header is silent.
 *
 * @param id the name up to the first underscore, or the whole name without its ending
 * @param message the rest, with blanks for underscores
 */
public record FileName(String id, String message) {
  /** By number where the names have one: 2 before 10, V1 before V1.1, whatever follows after. */
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
