package dev.schemamigration.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a history drawn in text, oldest revision on the left:
 *
 * <pre>
 * a ── b ─┬─ c1[v2] ─┬─ m(x)
 *         └─ c2 ─────┘
 * x ── y
 * </pre>
 *
 * Lines that touch form one join: every revision that enters it from the left is followed by every
 * revision that leaves it to the right. Square brackets hold branch labels, round ones what the
 * revision depends on. The load order is that of the ids.
 */
public final class TextGraph {
  private static final Pattern NODE =
      Pattern.compile("(?<id>[\\w.]+)(\\[(?<labels>[\\w,]+)])?(\\((?<needs>[\\w.,]+)\\))?");
  private static final Map<Character, String> WIRES =
      Map.ofEntries(
          Map.entry('─', "lr"),
          Map.entry('│', "ud"),
          Map.entry('┬', "lrd"),
          Map.entry('┴', "lru"),
          Map.entry('├', "udr"),
          Map.entry('┤', "udl"),
          Map.entry('┼', "udlr"),
          Map.entry('┌', "dr"),
          Map.entry('└', "ur"),
          Map.entry('┐', "dl"),
          Map.entry('┘', "ul"));

  private final List<String> rows;
  private final int[][] joinAt;
  private final List<List<String>> enters = new ArrayList<>();

  private TextGraph(String drawing) {
    this.rows = drawing.lines().toList();
    this.joinAt = rows.stream().map(row -> new int[row.length()]).toArray(int[][]::new);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).length(); column++) {
        if (WIRES.containsKey(rows.get(row).charAt(column)) && joinAt[row][column] == 0) {
          enters.add(new ArrayList<>());
          flood(row, column, enters.size());
        }
      }
    }
  }

  public static RevisionGraph graph(String drawing) {
    return RevisionGraph.of(revisions(drawing));
  }

  /** The revisions as drawn, sorted by id; they need not be a valid history. */
  public static List<Revision> revisions(String drawing) {
    return new TextGraph(drawing).read();
  }

  private List<Revision> read() {
    Map<String, Integer> leftJoins = new TreeMap<>();
    List<Revision> found = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      Matcher node = NODE.matcher(rows.get(row));
      while (node.find()) {
        int right = join(row, node.end(), 1);
        if (right > 0) {
          enters.get(right - 1).add(node.group("id"));
        }
        leftJoins.put(node.group("id") + "@" + row, join(row, node.start() - 1, -1));
        found.add(revision(node, row));
      }
    }
    return found.stream()
        .map(it -> withParents(it, leftJoins.get(it.id() + "@" + it.message())))
        .sorted(Comparator.comparing(Revision::id))
        .toList();
  }

  private Revision revision(Matcher node, int row) {
    return new Revision(
        node.group("id"),
        List.of(),
        split(node.group("labels")),
        split(node.group("needs")),
        Integer.toString(row));
  }

  private Revision withParents(Revision drawn, int leftJoin) {
    List<String> parents = leftJoin > 0 ? enters.get(leftJoin - 1) : List.of();
    return new Revision(
        drawn.id(), parents, drawn.branchLabels(), drawn.dependsOn(), "rev " + drawn.id());
  }

  private static List<String> split(String names) {
    return names == null ? List.of() : Arrays.asList(names.split(","));
  }

  /** The join that touches here, at most one blank away. */
  private int join(int row, int column, int direction) {
    for (int at = column; Math.abs(at - column) <= 1; at += direction) {
      if (at >= 0 && at < joinAt[row].length && joinAt[row][at] > 0) {
        return joinAt[row][at];
      }
    }
    return 0;
  }

  private void flood(int startRow, int startColumn, int join) {
    Deque<int[]> todo = new ArrayDeque<>(List.of(new int[] {startRow, startColumn}));
    while (!todo.isEmpty()) {
      int[] at = todo.pop();
      if (joinAt[at[0]][at[1]] == join) {
        continue;
      }
      joinAt[at[0]][at[1]] = join;
      String ends = wire(at[0], at[1]);
      follow(todo, ends, 'l', at[0], at[1] - 1, 'r');
      follow(todo, ends, 'r', at[0], at[1] + 1, 'l');
      follow(todo, ends, 'u', at[0] - 1, at[1], 'd');
      follow(todo, ends, 'd', at[0] + 1, at[1], 'u');
    }
  }

  private void follow(Deque<int[]> todo, String ends, char out, int row, int column, char in) {
    if (ends.indexOf(out) >= 0 && wire(row, column).indexOf(in) >= 0) {
      todo.push(new int[] {row, column});
    }
  }

  private String wire(int row, int column) {
    boolean inside =
        row >= 0 && row < rows.size() && column >= 0 && column < rows.get(row).length();
    return inside ? WIRES.getOrDefault(rows.get(row).charAt(column), "") : "";
  }
}
