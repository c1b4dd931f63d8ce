package dev.schemamigration.revision.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws a history as a flowchart of Mermaid, newest at the top. */
final class MermaidDrawing {
  private MermaidDrawing() {}

  static List<String> of(HistoryDrawing drawing) {
    Map<String, String> names = new HashMap<>();
    drawing.nodes().forEach(it -> names.put(it.id(), "r" + names.size()));
    var lines = new ArrayList<String>();
    lines.add("flowchart BT");
    for (var node : drawing.nodes()) {
      lines.add(
          "  %s[\"%s\"]:::%s"
              .formatted(
                  names.get(node.id()),
                  Markup.mermaid(node.text()),
                  node.current() ? "current" : node.standing().word()));
    }
    for (var node : drawing.nodes()) {
      node.parents()
          .forEach(it -> lines.add("  " + names.get(it) + " --> " + names.get(node.id())));
      node.needs().forEach(it -> lines.add("  " + names.get(it) + " -.-> " + names.get(node.id())));
    }
    lines.add("  classDef current stroke-width:4px");
    lines.add("  classDef pending fill:#fff8c5,color:#1f2328");
    lines.add("  classDef archived fill:#fbefff,color:#1f2328");
    lines.add("  classDef diverged fill:#ffebe9,color:#1f2328");
    return lines;
  }
}
