package dev.schemamigration.conversion.layout;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Compares names so that 2 is before 10. */
final class Natural {
  static final Comparator<String> ORDER = Natural::compare;

  private static final Pattern BORDER = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  private Natural() {}

  private static int compare(String first, String second) {
    var left = BORDER.split(first);
    var right = BORDER.split(second);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean numbers = left[i].matches("\\d+") && right[i].matches("\\d+");
      int compared =
          numbers
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              : left[i].compareTo(right[i]);
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}
