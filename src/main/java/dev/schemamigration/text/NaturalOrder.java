package dev.schemamigration.text;

import java.util.Comparator;

/**
 * Natural sort order: runs of digits compare as numbers, so 2 comes before 10. Texts that differ
 * only in leading zeros are ordered by those, so that only equal texts compare as equal.
 */
public final class NaturalOrder implements Comparator<String> {
  public static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String left, String right) {
    var i = 0;
    var j = 0;
    while (i < left.length() && j < right.length()) {
      int order;
      if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
        var leftEnd = endOfDigits(left, i);
        var rightEnd = endOfDigits(right, j);
        order = compareNumbers(left, i, leftEnd, right, j, rightEnd);
        i = leftEnd;
        j = rightEnd;
      } else {
        order = Character.compare(left.charAt(i++), right.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    var rest = Integer.compare(left.length() - i, right.length() - j);
    return rest != 0 ? rest : left.compareTo(right);
  }

  private static int compareNumbers(
      String left, int i, int leftEnd, String right, int j, int rightEnd) {
    var leftStart = withoutZeros(left, i, leftEnd);
    var rightStart = withoutZeros(right, j, rightEnd);
    var longer = Integer.compare(leftEnd - leftStart, rightEnd - rightStart);
    return longer != 0
        ? longer
        : left.substring(leftStart, leftEnd).compareTo(right.substring(rightStart, rightEnd));
  }

  private static int withoutZeros(String text, int from, int end) {
    var start = from;
    while (start < end && text.charAt(start) == '0') {
      start++;
    }
    return start;
  }

  private static int endOfDigits(String text, int from) {
    var end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
