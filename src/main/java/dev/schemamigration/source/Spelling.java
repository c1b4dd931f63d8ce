package dev.schemamigration.source;

/** How far two words are apart. */
final class Spelling {
  private Spelling() {}

  /** Letters to insert, drop, change or swap with their neighbour to turn one into the other. */
  static int distance(String left, String right) {
    var rows = new int[left.length() + 1][right.length() + 1];
    for (var i = 0; i <= left.length(); i++) {
      for (var j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
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
