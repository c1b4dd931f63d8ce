package dev.schemamigration.source;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * Orders texts as a person does: digits count as numbers, so 2 comes before 10. Texts that differ
 * only in leading zeros are ordered by those, so that only equal texts compare as equal.
 */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

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
        order =
            new BigInteger(left.substring(i, leftEnd))
                .compareTo(new BigInteger(right.substring(j, rightEnd)));
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
