package dev.schemamigration.text;

/**
 * The optimal string alignment distance of two words: how many letters to insert, drop, change or
 * swap with their neighbour turn one into the other.
 */
public final class EditDistance {
  private static final int SHORTEST = 3;

  private EditDistance() {}

  /** The distance of {@code left} and {@code right}. */
  public static int between(String left, String right) {
    var rows = new int[left.length() + 1][right.length() + 1];
    for (var i = 0; i <= left.length(); i++) {
      for (var j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  /**
   * Whether the distance is at most one, so that {@code text} may be a mistyped {@code name}; never
   * for a text of fewer than three letters, to which too many names are close.
   */
  public static boolean isClose(String text, String name) {
    return text.length() >= SHORTEST
        && Math.abs(text.length() - name.length()) <= 1
        && between(text, name) <= 1;
  }

  private static int step(int[][] rows, String left, String right, int i, int j) {
    var same = left.charAt(i - 1) == right.charAt(j - 1);
    var best =
        Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    var swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
