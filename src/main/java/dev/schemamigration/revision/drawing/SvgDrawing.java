package dev.schemamigration.revision.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws a history as a picture in SVG, which needs neither scripts nor fonts of its own. */
final class SvgDrawing {
  private static final int ROW = 26;
  private static final int LANE = 18;
  private static final int MARGIN = 16;
  private static final int RADIUS = 5;
  private static final int LETTER = 8;

  private static final String STYLE =
      """
      <style>
      text { font: 13px ui-monospace, monospace; fill: #1f2328; }
      path { fill: none; stroke: #57606a; stroke-width: 2; }
      path.needs { stroke-dasharray: 4 3; }
      circle, rect.run { fill: #57606a; stroke: #ffffff; stroke-width: 1; }
      .applied { fill: #1a7f37; } .pending { fill: #bf8700; }
      .archived { fill: #8250df; } .diverged { fill: #cf222e; }
      .current { stroke: #1f2328; stroke-width: 2; }
      </style>
      """;

  private final List<DrawnNode> nodes;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> lanes = new ArrayList<>();
  private final StringBuilder paths = new StringBuilder();
  private final StringBuilder marks = new StringBuilder();
  private int widest;

  private SvgDrawing(List<DrawnNode> nodes) {
    this.nodes = nodes;
    nodes.forEach(it -> rows.put(it.id(), rows.size()));
  }

  static List<String> of(HistoryDrawing drawing) {
    var work = new SvgDrawing(drawing.nodes());
    work.nodes.forEach(work::place);
    work.nodes.forEach(work::draw);
    return work.document().lines().toList();
  }

  /** A node is on the lane that leads to it; what comes before it takes that lane over. */
  private void place(DrawnNode node) {
    int column = lanes.indexOf(node.id());
    if (column < 0) {
      column = take(node.id());
    }
    columns.put(node.id(), column);
    lanes.set(column, "");
    for (var list : List.of(node.parents(), node.needs())) {
      for (var before : list) {
        if (!lanes.contains(before)) {
          if (lanes.get(column).isEmpty()) {
            lanes.set(column, before);
          } else {
            take(before);
          }
        }
      }
    }
    widest = Math.max(widest, lanes.size());
  }

  private int take(String target) {
    int free = lanes.indexOf("");
    if (free < 0) {
      lanes.add(target);
      return lanes.size() - 1;
    }
    lanes.set(free, target);
    return free;
  }

  private void draw(DrawnNode node) {
    node.parents().forEach(it -> path(node, it, "follows"));
    node.needs().forEach(it -> path(node, it, "needs"));
    var classes = node.standing().word() + (node.current() ? " current" : "");
    int x = x(node.id());
    int y = y(node.id());
    marks.append(
        node.isRun()
            ? "<rect class=\"run %s\" x=\"%d\" y=\"%d\" width=\"10\" height=\"14\" rx=\"3\"/>\n"
                .formatted(classes, x - RADIUS, y - 7)
            : "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n"
                .formatted(classes, x, y, RADIUS));
    marks.append(
        "<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(textX(), y + 4, Markup.xml(node.text())));
  }

  /** Leaves its node for the lane of the other one, and follows that down. */
  private void path(DrawnNode node, String to, String kind) {
    int x = x(node.id());
    int y = y(node.id());
    int lane = x(to);
    paths.append(
        "<path class=\"%s\" d=\"M%d %d C%d %d %d %d %d %d V%d\"><title>%s</title></path>\n"
            .formatted(
                kind,
                x,
                y,
                x,
                y + ROW / 2,
                lane,
                y + ROW / 2,
                lane,
                y + ROW,
                y(to),
                Markup.xml("%s %s %s".formatted(node.id(), kind, to))));
  }

  private int x(String id) {
    return MARGIN + LANE * columns.get(id);
  }

  private int y(String id) {
    return MARGIN + ROW * rows.get(id);
  }

  private int textX() {
    return MARGIN + LANE * widest;
  }

  private String document() {
    int letters = nodes.stream().mapToInt(it -> it.text().length()).max().orElse(0);
    int width = textX() + LETTER * letters + MARGIN;
    int height = 2 * MARGIN + ROW * Math.max(0, nodes.size() - 1);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
        <title>History of revisions</title>
        """
            .formatted(width, height)
        + STYLE
        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n".formatted(width, height)
        + paths
        + marks
        + "</svg>\n";
  }
}
