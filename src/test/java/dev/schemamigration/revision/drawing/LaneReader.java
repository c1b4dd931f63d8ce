package dev.schemamigration.revision.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a drawing as an eye does: follows each line from its node down to the next one. */
final class LaneReader {
  private record Place(int row, int column) {}

  private final List<TextDrawing.Line> lines;

  LaneReader(List<TextDrawing.Line> lines) {
    this.lines = lines;
  }

  /** The edges that can be seen: {@code newer > older}. */
  Set<String> edges() {
    var edges = new TreeSet<String>();
    for (var row = 0; row < lines.size(); row++) {
      for (var column = 0; column < lines.get(row).lanes().length(); column++) {
        if (isNode(at(row, column))) {
          for (var end : endsBelow(new Place(row, column))) {
            edges.add(lines.get(row).node().id() + " > " + lines.get(end).node().id());
          }
        }
      }
    }
    return edges;
  }

  private Set<Integer> endsBelow(Place node) {
    var ends = new TreeSet<Integer>();
    Set<Place> seen = new HashSet<>();
    var open = new ArrayDeque<>(below(node));
    for (var column = node.column() + 1; "-.".indexOf(at(node.row(), column)) >= 0; column++) {
      if (at(node.row() + 1, column + 1) == '\\') {
        open.add(new Place(node.row() + 1, column + 1));
      }
    }
    while (!open.isEmpty()) {
      var place = open.pop();
      if (!seen.add(place)) {
        continue;
      }
      if (isNode(at(place.row(), place.column()))) {
        ends.add(place.row());
      } else {
        open.addAll(below(place));
      }
    }
    return ends;
  }

  private List<Place> below(Place place) {
    var row = place.row();
    var column = place.column();
    var ways = new ArrayList<Place>();
    switch (at(row, column)) {
      case '/' -> {
        if (at(row, column - 2) == '_') {
          ways.add(new Place(row, column - 2));
        } else if (at(row + 1, column - 2) == '/') {
          ways.add(new Place(row + 1, column - 2));
        } else {
          add(ways, row + 1, column - 1, "|:*o~");
          add(ways, row + 1, column, "\\");
        }
      }
      case '_' -> {
        if (at(row, column - 2) == '_') {
          ways.add(new Place(row, column - 2));
        } else {
          add(ways, row + 1, column - 2, "/");
        }
      }
      case '\\' -> {
        add(ways, row + 1, column + 1, "|:*o~");
        add(ways, row + 1, column + 2, "\\");
        add(ways, row + 1, column, "/");
      }
      default -> {
        add(ways, row + 1, column, "|:*o~");
        // What goes straight on is crossed by what passes beside it; only nodes fork.
        if (ways.isEmpty() || isNode(at(row, column))) {
          add(ways, row + 1, column + 1, "\\");
        }
        if (ways.isEmpty()) {
          add(ways, row + 1, column - 1, "/");
        }
      }
    }
    return ways;
  }

  private void add(List<Place> ways, int row, int column, String signs) {
    if (signs.indexOf(at(row, column)) >= 0) {
      ways.add(new Place(row, column));
    }
  }

  private static boolean isNode(char sign) {
    return sign == '*' || sign == 'o' || sign == '~';
  }

  private char at(int row, int column) {
    if (row >= lines.size() || column < 0 || column >= lines.get(row).lanes().length()) {
      return '\0';
    }
    return lines.get(row).lanes().charAt(column);
  }
}
