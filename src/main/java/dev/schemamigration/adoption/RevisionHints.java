package dev.schemamigration.adoption;

import dev.schemamigration.revision.RevisionGraph;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists revisions in messages about one that does not exist. */
final class RevisionHints {
  private static final int SHOWN = 10;

  private RevisionHints() {}

  /** All ids of a small graph, else those with the same first letters, else the heads. */
  static String near(RevisionGraph graph, String wanted) {
    if (graph.ids().isEmpty()) {
      return "it has no revisions";
    }
    if (graph.ids().size() <= SHOWN) {
      return "it has " + listed(graph.ids());
    }
    var begin = start(wanted);
    var alike = graph.ids().stream().filter(it -> start(it).equals(begin)).toList();
    return alike.isEmpty()
        ? "it has " + graph.ids().size() + " revisions up to " + listed(graph.heads())
        : "close to it are " + listed(alike);
  }

  /** The first ten ids in quotes, joined by commas. */
  static String listed(Collection<String> ids) {
    var shown =
        ids.stream().limit(SHOWN).map(RevisionHints::quoted).collect(Collectors.joining(", "));
    return ids.size() <= SHOWN ? shown : shown + " and " + (ids.size() - SHOWN) + " more";
  }

  static String quoted(String id) {
    return '"' + id + '"';
  }

  private static String start(String id) {
    return id.substring(0, Math.min(4, id.length())).toLowerCase(Locale.ROOT);
  }
}
