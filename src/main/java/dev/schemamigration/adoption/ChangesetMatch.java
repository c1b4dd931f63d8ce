package dev.schemamigration.adoption;

import dev.schemamigration.adoption.ForeignHistory.Liquibase;
import java.util.List;
import java.util.Optional;

/**
 * Matches the changesets that Liquibase has run to those of the source. Id and author must be the
 * same. Of the path, Liquibase may have recorded more or fewer leading folders, or a class path
 * prefix: they are ignored. A file that was renamed is found by its checksum, if that matches one
 * changeset only.
 */
final class ChangesetMatch {
  private ChangesetMatch() {}

  /** The changeset of the source that {@code ran} is; empty where none or several match. */
  static Optional<DeclaredChangeset> find(
      List<DeclaredChangeset> declared, Liquibase.Changeset ran) {
    var sameName = declared.stream().filter(it -> it.hasSameName(ran.id())).toList();
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

  /**
   * Whether the changeset was edited after it ran: both checksums have the same version and differ,
   * and the file does not declare the recorded one valid.
   */
  static boolean edited(DeclaredChangeset declared, Liquibase.Changeset ran) {
    return version(declared.checksum()).equals(version(ran.checksum()))
        && !declared.checksum().equals(ran.checksum())
        && !declared.valid().test(ran.checksum());
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
    int from = 0;
    while (scheme.startsWith("/", from) || scheme.startsWith("./", from)) {
      from += scheme.charAt(from) == '/' ? 1 : 2;
    }
    return scheme.substring(from);
  }
}
