package dev.schemamigration.adoption;

import dev.schemamigration.adoption.ForeignHistory.Liquibase;
import java.util.List;
import java.util.Optional;

/**
 * Which changeset of the source is the one that Liquibase has run. Id and author must be the same.
 * Of the path, Liquibase knew more or less than the source does: class path prefixes and leading
 * folders count for nothing. A file that was renamed is found by its checksum alone, where only one
 * changeset comes into question.
 */
final class ChangesetMatch {
  private ChangesetMatch() {}

  static Optional<DeclaredChangeset> find(List<DeclaredChangeset> ours, Liquibase.Changeset ran) {
    var sameName = ours.stream().filter(it -> it.isNamedLike(ran.id())).toList();
    var sameFile = sameName.stream().filter(it -> sameFile(it.path(), ran.id().path())).toList();
    if (sameFile.size() == 1) {
      return Optional.of(sameFile.getFirst());
    }
    var exact =
        sameFile.stream().filter(it -> plain(it.path()).equals(plain(ran.id().path()))).toList();
    if (!sameFile.isEmpty()) {
      return exact.size() == 1 ? Optional.of(exact.getFirst()) : Optional.empty();
    }
    var sameText =
        sameName.stream()
            .filter(it -> !ran.checksum().isEmpty() && it.checksum().equals(ran.checksum()))
            .toList();
    return sameText.size() == 1 ? Optional.of(sameText.getFirst()) : Optional.empty();
  }

  /** Whether both sums were made in the same way and differ, and the file does not allow it. */
  static boolean edited(DeclaredChangeset ours, Liquibase.Changeset ran) {
    return version(ours.checksum()).equals(version(ran.checksum()))
        && !ours.checksum().equals(ran.checksum())
        && !ours.valid().test(ran.checksum());
  }

  private static String version(String checksum) {
    var colon = checksum.indexOf(':');
    return colon < 0 ? "" : checksum.substring(0, colon);
  }

  private static boolean sameFile(String one, String other) {
    var left = "/" + plain(one);
    var right = "/" + plain(other);
    return left.endsWith(right) || right.endsWith(left);
  }

  private static String plain(String path) {
    var slashes = path.replace('\\', '/');
    var scheme = slashes.startsWith("classpath:") ? slashes.substring(10) : slashes;
    return scheme.replaceFirst("^(\\./|/)+", "");
  }
}
