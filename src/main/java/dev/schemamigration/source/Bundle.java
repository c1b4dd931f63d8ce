package dev.schemamigration.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Revision files that belong together.
 *
 * @param name for messages, e.g. {@code ConfigMap app-migrations}
 * @param files in load order
 * @param resources the other files of the folder, by relative path, for changelogs that refer to
 *     them
 * @param template what a new revision starts from, if the folder brings its own
 */
public record Bundle(
    String name,
    List<RevisionFile> files,
    Map<String, byte[]> resources,
    Optional<String> template) {
  public Bundle {
    Objects.requireNonNull(name);
    Objects.requireNonNull(template);
    files = List.copyOf(files);
    resources = Map.copyOf(resources);
  }

  /** The file of a revision. */
  public Optional<RevisionFile> find(String revisionId) {
    return files.stream().filter(file -> file.id().equals(revisionId)).findFirst();
  }
}
