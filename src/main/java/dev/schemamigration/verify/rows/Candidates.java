package dev.schemamigration.verify.rows;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values to be tried for a column whose constraint refuses the usual ones: what the constraint
 * itself names, values beside it, and texts of common forms.
 */
final class Candidates {
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.'])-?\\d+(?:\\.\\d+)?(?![\\w.'])");
  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint", "oid");
  private static final int LONGEST = 200;

  private Candidates() {}

  /** The values, as text. */
  static List<String> of(String definition, TypeShape type, int number) {
    Set<String> found = new LinkedHashSet<>();
    TEXT.matcher(definition)
        .results()
        .map(it -> it.group(1).replace("''", "'"))
        .forEach(found::add);
    var numbers =
        NUMBER.matcher(definition).results().map(it -> Double.parseDouble(it.group())).toList();
    switch (type.category()) {
      case 'N' -> {
        for (var bound : numbers) {
          for (var step : List.of(0.0, 1.0, -1.0, 0.5, 10.0 + number, -10.0 - number)) {
            found.add(plain(bound + step));
          }
        }
        found.addAll(
            List.of(Integer.toString(number), "-" + (number + 1), "0", "0.5", "50", "100"));
      }
      case 'S', 'U' -> {
        for (var bound : numbers) {
          for (var length : List.of(bound.intValue(), bound.intValue() + 1, bound.intValue() - 1)) {
            if (length > 0 && length <= LONGEST) {
              found.add(filled(number, length));
            }
          }
        }
        found.addAll(common(number));
      }
      case 'D' ->
          found.addAll(List.of("1970-01-01", "2000-01-01", "2030-01-01", "2100-01-01", "now"));
      case 'T' -> found.addAll(List.of("0", "1 day", "-1 day"));
      case 'B' -> found.addAll(List.of("true", "false"));
      default -> found.addAll(List.of("{}", "[]", "{\"id\": " + number + "}", "[" + number + "]"));
    }
    if (INTEGERS.contains(type.base())) {
      found.removeIf(it -> it.contains("."));
    }
    return List.copyOf(found);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String filled(int number, int length) {
    var digits = Integer.toString(number);
    return digits.length() >= length
        ? digits.substring(digits.length() - length)
        : "a".repeat(length - digits.length()) + digits;
  }

  /** Forms that checks commonly ask for. */
  private static List<String> common(int number) {
    return List.of(
        "value" + number,
        "VALUE" + number,
        Integer.toString(number),
        "name" + number + "@example.com",
        "https://example.com/" + number,
        "a" + letters(number),
        "A" + letters(number).toUpperCase(Locale.ROOT),
        "value-" + number,
        "value_" + number,
        "+1202555%04d".formatted(number % 10_000),
        "%08d".formatted(number),
        "#%06x".formatted(number),
        "1.%d.0".formatted(number),
        "10.0.0." + number % 256,
        "2020-01-01",
        "en",
        "EN",
        "en_US",
        "en-US",
        "EUR",
        "UTC",
        "12:00",
        "/path/" + number,
        "00000000-0000-4000-8000-%012x".formatted(number),
        "%064x".formatted(number),
        "%040x".formatted(number),
        "%032x".formatted(number),
        "a",
        "A",
        "0",
        "x" + number + ".example.com",
        "{}",
        "");
  }

  private static String letters(int number) {
    var letters = new StringBuilder();
    for (int left = number; left > 0 || letters.isEmpty(); left /= 26) {
      letters.append((char) ('a' + left % 26));
    }
    return letters.toString();
  }
}
