package dev.schemamigration.revision.drawing;

import java.util.ArrayList;
import java.util.List;

/** Draws a history in the language of Graphviz, newest at the top. */
final class DotDrawing {
  private DotDrawing() {}

  static List<String> of(HistoryDrawing drawing) {
    var lines = new ArrayList<String>();
    lines.add("digraph history {");
    lines.add("  rankdir=BT;");
    lines.add("  node [shape=box, style=\"rounded,filled\", fillcolor=white];");
    for (var node : drawing.nodes()) {
      lines.add(
          "  %s [label=%s%s];"
              .formatted(Markup.dot(node.id()), Markup.dot(node.text()), look(node)));
    }
    for (var node : drawing.nodes()) {
      node.parents().forEach(it -> lines.add(edge(it, node) + ";"));
      node.needs().forEach(it -> lines.add(edge(it, node) + " [style=dashed];"));
    }
    lines.add("}");
    return lines;
  }

  private static String edge(String before, DrawnNode node) {
    return "  " + Markup.dot(before) + " -> " + Markup.dot(node.id());
  }

  private static String look(DrawnNode node) {
    var color =
        switch (node.standing()) {
          case UNKNOWN, APPLIED -> "";
          case PENDING -> ", fillcolor=lightyellow";
          case ARCHIVED -> ", fillcolor=lavender";
          case DIVERGED -> ", fillcolor=mistyrose";
        };
    return color + (node.current() ? ", penwidth=3" : "");
  }
}
