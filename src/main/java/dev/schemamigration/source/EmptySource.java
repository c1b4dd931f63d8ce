package dev.schemamigration.source;

import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.source.file.FileRole;
import dev.schemamigration.source.file.RevisionFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Describes what a source without revisions holds instead of them. Pure. */
final class EmptySource {
  private static final String WANTED =
      "files at its top whose names end in .sql, .yaml, .yml, .xml or .json";
  private static final int SHOWN = 3;
  private static final int LONGEST_NAME = 80;

  private EmptySource() {}

  /**
   * The fault of a source that has no revision.
   *
   * @param others paths of the files in it that are no revisions
   * @param template whether it has a template
   */
  static SourceFault.Empty fault(String source, Collection<String> others, boolean template) {
    var deeper = new ArrayList<String>();
    var otherEnding = new ArrayList<String>();
    var noChangelog = new ArrayList<String>();
    for (var path : others.stream().sorted().toList()) {
      if (path.indexOf('/') >= 0) {
        deeper.add(path);
      } else if (RevisionFormat.of(path).isEmpty()) {
        otherEnding.add(path);
      } else {
        noChangelog.add(path);
      }
    }
    var found = new ArrayList<String>();
    if (!deeper.isEmpty()) {
      found.add(deeper(deeper));
    }
    if (!otherEnding.isEmpty()) {
      found.add(files(otherEnding.size()) + " with another ending: " + listed(otherEnding));
    }
    if (!noChangelog.isEmpty()) {
      found.add(files(noChangelog.size()) + " without a changeset: " + listed(noChangelog));
    }
    if (template) {
      found.add("the template " + FileRole.TEMPLATE_NAME);
    }
    return new SourceFault.Empty(
        source,
        WANTED,
        found.isEmpty()
            ? "none (README and hidden files do not count)"
            : String.join(", and ", found));
  }

  private static String deeper(List<String> paths) {
    var folders =
        paths.stream().map(it -> it.substring(0, it.indexOf('/') + 1)).distinct().toList();
    return files(paths.size())
        + (folders.size() == 1 ? " in a subfolder " : " in subfolders ")
        + listed(folders)
        + (folders.size() == 1 ? " (if it holds the revisions, it is the source to name)" : "");
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static String listed(List<String> names) {
    var shown =
        names.stream().limit(SHOWN).map(it -> QuotedText.shortened(it, LONGEST_NAME)).toList();
    return String.join(", ", shown)
        + (names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "");
  }
}
