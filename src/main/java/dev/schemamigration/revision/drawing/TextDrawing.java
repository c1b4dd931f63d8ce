package dev.schemamigration.revision.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws a history as {@code git log --graph} does: a line for each node, newest first, with the
 * lines of history at its left. A line is drawn with colons where only dependencies lead along it.
 */
public final class TextDrawing {
  /**
   * A line of the drawing.
   *
   * @param lanes the lines of history
   * @param text what stands beside a node; empty between nodes
   * @param node the node; the line above has the same one where this is between nodes
   */
  public record Line(String lanes, String text, DrawnNode node) {
    /** The whole line. */
    public String whole() {
      return text.isEmpty() ? lanes : lanes + " " + text;
    }
  }

  /** A line of history on its way to the next node of it. */
  private record Lane(String target, boolean dependency) {
    /** Room for a line that begins below. */
    static final Lane GAP = new Lane("", false);

    char sign() {
      return this == GAP ? ' ' : dependency ? ':' : '|';
    }
  }

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private TextDrawing() {}

  public static List<Line> of(HistoryDrawing drawing) {
    var work = new TextDrawing();
    drawing.nodes().forEach(work::draw);
    return work.lines;
  }

  private void draw(DrawnNode node) {
    int at = column(node.id());
    if (at < 0) {
      at = lanes.size();
      separate(node, at);
      lanes.add(new Lane(node.id(), false));
    }
    var ways = ways(node);
    for (int column = at + 1; column < at + ways.size() - 1; column++) {
      makeRoom(node, column);
    }
    addNode(node, at, ways.size() - 1);
    if (ways.isEmpty()) {
      end(node, at);
    } else {
      lead(node, at, ways);
      joinLanes(node);
    }
  }

  /** Keeps a new line of history apart from one that ended just above it. */
  private void separate(DrawnNode node, int at) {
    if (!lines.isEmpty() && lines.getLast().lanes().length() > 2 * at) {
      add(node, row(at));
    }
  }

  private void makeRoom(DrawnNode node, int column) {
    if (column < lanes.size()) {
      add(node, row(column).shiftedRight(column));
    }
    lanes.add(column, Lane.GAP);
  }

  private static List<Lane> ways(DrawnNode node) {
    var ways = new ArrayList<Lane>();
    node.parents().forEach(it -> ways.add(new Lane(it, false)));
    node.needs().forEach(it -> ways.add(new Lane(it, true)));
    return ways;
  }

  private int column(String target) {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).target().equals(target)) {
        return i;
      }
    }
    return -1;
  }

  /** The row of a node; one with more than two ways reaches over to where the others begin. */
  private void addNode(DrawnNode node, int at, int others) {
    var row = row(lanes.size());
    row.put(2 * at, node.isRun() ? '~' : node.standing() == Standing.PENDING ? 'o' : '*');
    for (int column = 2 * at + 1; column < 2 * (at + others - 1); column++) {
      row.put(column, '-');
    }
    if (others > 1) {
      row.put(2 * (at + others - 1), '.');
    }
    lines.add(new Line(row.toString(), node.text(), node));
  }

  /** The line ends; those at its right close the gap. */
  private void end(DrawnNode node, int at) {
    if (at + 1 < lanes.size()) {
      add(node, row(at).shiftedLeft(at + 1));
    }
    lanes.remove(at);
  }

  /** Replaces the lane of a node by its ways; all but the first open lanes at its right. */
  private void lead(DrawnNode node, int at, List<Lane> ways) {
    lanes.set(at, ways.getFirst());
    int others = ways.size() - 1;
    if (others > 0) {
      lanes.removeIf(lane -> lane == Lane.GAP);
      var row = row(at + 1);
      for (int i = 0; i < others; i++) {
        row.put(2 * (at + i) + 1, '\\');
      }
      for (int lane = at + 1; lane < lanes.size(); lane++) {
        row.put(2 * (lane + others) - 1, '\\');
      }
      add(node, row);
      lanes.addAll(at + 1, ways.subList(1, ways.size()));
    }
  }

  /** Joins the lanes that lead to one node: each into the leftmost. */
  private void joinLanes(DrawnNode node) {
    for (int from = 1; from < lanes.size(); from++) {
      int to = column(lanes.get(from).target());
      if (to < from) {
        join(node, from, to);
        from--;
      }
    }
  }

  private void join(DrawnNode node, int from, int to) {
    var row = row(from).shiftedLeft(from);
    for (int crossed = to + 1; crossed < from - 1; crossed++) {
      row.put(2 * crossed + 1, '_');
    }
    add(node, row);
    boolean dependency = lanes.remove(from).dependency() && lanes.get(to).dependency();
    if (from > to + 1) {
      var last = row(lanes.size());
      last.put(2 * to + 1, '/');
      add(node, last);
    }
    lanes.set(to, new Lane(lanes.get(to).target(), dependency));
  }

  private void add(DrawnNode node, Row row) {
    lines.add(new Line(row.toString(), "", node));
  }

  /** A row with the first lanes as they go straight down. */
  private Row row(int straight) {
    var row = new Row();
    for (int i = 0; i < straight; i++) {
      row.put(2 * i, lanes.get(i).sign());
    }
    return row;
  }

  /** The characters of a row. Lane n is at column 2n, what leads to the next lane behind it. */
  private final class Row {
    private final StringBuilder signs = new StringBuilder();

    void put(int column, char sign) {
      while (signs.length() <= column) {
        signs.append(' ');
      }
      signs.setCharAt(column, sign);
    }

    /** Moves the lanes from this one on to the left by one. */
    Row shiftedLeft(int first) {
      for (int lane = first; lane < lanes.size(); lane++) {
        put(2 * lane - 1, '/');
      }
      return this;
    }

    /** Moves the lanes from this one on to the right by one. */
    Row shiftedRight(int first) {
      for (int lane = first; lane < lanes.size(); lane++) {
        put(2 * lane + 1, '\\');
      }
      return this;
    }

    @Override
    public String toString() {
      return signs.toString().stripTrailing();
    }
  }
}
