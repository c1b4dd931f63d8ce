package dev.schemamigration.conversion.model;

import java.util.List;
import java.util.Objects;

/**
 * A file that is a revision already, and only lacks its header.
 *
 * @param id of the revision
 * @param source path of the file
 * @param name of the new file
 * @param text with its header
 * @param changes what is different from before
 */
public record ReadyFile(String id, String source, String name, String text, List<String> changes) {
  public ReadyFile {
    Objects.requireNonNull(id);
    Objects.requireNonNull(source);
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
    changes = List.copyOf(changes);
  }
}
