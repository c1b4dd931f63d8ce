package dev.schemamigration.source.authoring;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.RevisionFile;
import java.util.List;

/**
 * Names new files as the existing ones are named: the id, a separator, the words of the message.
 *
 * @param separator between id and words: one underscore, or two as Flyway has them
 */
record FileNamePattern(String separator) {
  private static final String ENDING = ".sql";

  static FileNamePattern of(List<RevisionFile> existing) {
    var behindIds =
        existing.stream()
            .filter(file -> file.path().startsWith(file.id() + "_"))
            .map(file -> file.path().substring(file.id().length()))
            .toList();
    boolean two = !behindIds.isEmpty() && behindIds.stream().allMatch(it -> it.startsWith("__"));
    return new FileNamePattern(two ? "__" : "_");
  }

  /** The name of the file; without a message of the author the id alone. */
  String name(Revision revision) {
    var slug = revision.message().equals(NewRevision.NO_MESSAGE) ? "" : Slug.of(revision.message());
    return revision.id() + (slug.isEmpty() ? "" : separator + slug) + ENDING;
  }
}
