package dev.schemamigration.verify.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares the rows of a table with those that were to be kept: by their key where it has one.
 *
 * @param gone rows that are not there
 * @param altered rows whose key is there with other values
 * @param columns in which they differ
 */
record RowComparison(long gone, long altered, List<String> columns) {

  /**
   * Compares.
   *
   * @param columns of the rows
   * @param key positions of the columns by which a row is found again; may be empty
   * @param kept rows that are to be among those that are there
   */
  static RowComparison of(
      List<String> columns, List<Integer> key, List<List<String>> kept, List<List<String>> there) {
    Map<List<String>, Integer> left = new HashMap<>();
    there.forEach(it -> left.merge(it, 1, Integer::sum));
    var missing = new ArrayList<List<String>>();
    for (var row : kept) {
      if (left.merge(row, -1, Integer::sum) < 0) {
        missing.add(row);
      }
    }
    Map<List<String>, List<String>> byKey = new HashMap<>();
    there.forEach(it -> byKey.put(part(it, key), it));
    long altered = 0;
    SortedSet<String> differing = new TreeSet<>();
    for (var row : missing) {
      var now = key.isEmpty() ? null : byKey.get(part(row, key));
      if (now != null) {
        altered++;
        for (int i = 0; i < columns.size(); i++) {
          if (!Objects.equals(row.get(i), now.get(i))) {
            differing.add(columns.get(i));
          }
        }
      }
    }
    return new RowComparison(missing.size() - altered, altered, List.copyOf(differing));
  }

  private static List<String> part(List<String> row, List<Integer> key) {
    var part = new ArrayList<String>();
    key.forEach(it -> part.add(row.get(it)));
    return part;
  }
}
