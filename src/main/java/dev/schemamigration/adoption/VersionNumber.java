package dev.schemamigration.adoption;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version number: numbers between dots or underscores, as Flyway and golang-migrate write them.
 * Leading zeros and trailing zero parts do not count: {@code 1}, {@code 001}, {@code V1} and {@code
 * 1.0} are equal.
 */
record VersionNumber(List<BigInteger> parts) implements Comparable<VersionNumber> {
  private static final Pattern NUMBERS = Pattern.compile("[Vv]?(\\d{1,40}(?:[._]\\d{1,40})*)");

  VersionNumber {
    var significant = new ArrayList<>(parts);
    while (!significant.isEmpty() && significant.getLast().signum() == 0) {
      significant.removeLast();
    }
    parts = List.copyOf(significant);
  }

  /** The version that the text is; empty when it is none. */
  static Optional<VersionNumber> parse(String text) {
    var numbers = NUMBERS.matcher(text);
    return numbers.matches()
        ? Optional.of(
            new VersionNumber(
                Pattern.compile("[._]")
                    .splitAsStream(numbers.group(1))
                    .map(BigInteger::new)
                    .toList()))
        : Optional.empty();
  }

  static VersionNumber of(long number) {
    return new VersionNumber(List.of(BigInteger.valueOf(number)));
  }

  @Override
  public int compareTo(VersionNumber other) {
    for (var i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      var order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }
}
