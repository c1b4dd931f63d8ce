package dev.schemamigration.verify.rows;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Values to be tried for a column whose constraint refuses the usual ones: what the constraint
 * itself names, values beside it, and texts of common forms.
 */
final class Candidates {
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");
  private static final Pattern PATTERN =
      Pattern.compile("(~~?\\*?) (similar_to_escape\\()?'((?:[^']|'')*)'");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.'])-?\\d+(?:\\.\\d+)?(?![\\w.'])");
  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint", "oid");
  private static final int LONGEST = 200;

  private Candidates() {}

  /** Those for the constraints of a domain. */
  static List<String> of(TypeShape domain, int number) {
    return of(String.join(" ", domain.checks()), domain, number);
  }

  /** The values, as text. */
  static List<String> of(String definition, TypeShape type, int number) {
    Set<String> found = new LinkedHashSet<>();
    var texts =
        TEXT.matcher(definition).results().map(it -> it.group(1).replace("''", "'")).toList();
    if (isText(type)) {
      patterns(definition, number).forEach(found::add);
    }
    if (type.base().startsWith("json")) {
      found.add(object(texts, number));
      found.addAll(List.of("{}", "[]", "{\"id\": " + number + "}", "[" + number + "]", "1"));
      return List.copyOf(found);
    }
    found.addAll(texts);
    var numbers =
        NUMBER.matcher(definition).results().map(it -> Double.parseDouble(it.group())).toList();
    switch (type.category()) {
      case 'N' -> {
        for (var bound : numbers) {
          double near = 2.0 + number % 50;
          for (var step :
              List.of(0.0, 1.0, -1.0, 0.5, near, -near, 10.0 + number, -10.0 - number)) {
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
      case 'D' -> {
        texts.forEach(it -> found.addAll(around(it)));
        found.addAll(List.of("1970-01-01", "2000-01-01", "2030-01-01", "2100-01-01", "now"));
      }
      case 'A' -> found.addAll(arrays(numbers, type, number));
      case 'T' -> found.addAll(List.of("0", "1 day", "-1 day"));
      case 'B' -> found.addAll(List.of("true", "false"));
      default -> {}
    }
    if (INTEGERS.contains(type.base())) {
      found.removeIf(it -> it.contains("."));
    }
    return found.isEmpty() ? List.of("") : List.copyOf(found);
  }

  private static boolean isText(TypeShape type) {
    return type.category() == 'S' || type.base().endsWith("citext");
  }

  /** What matches the regular expressions and patterns of LIKE. */
  private static List<String> patterns(String definition, int number) {
    var found = new ArrayList<String>();
    for (var match : PATTERN.matcher(definition).results().toList()) {
      var pattern = match.group(3).replace("''", "'");
      if (match.group(1).startsWith("~~")) {
        found.add(PatternText.ofLike(pattern, number));
      } else {
        var regex = match.group(2) == null ? pattern : pattern.replace("%", ".*").replace("_", ".");
        PatternText.ofRegex(regex, number).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The days beside a date. */
  private static List<String> around(String text) {
    try {
      var day = LocalDate.parse(text.substring(0, Math.min(10, text.length())));
      return List.of(day.plusDays(1).toString(), day.minusDays(1).toString());
    } catch (DateTimeParseException e) {
      return List.of();
    }
  }

  /** Arrays that are as long as the numbers say. */
  private static List<String> arrays(List<Double> numbers, TypeShape type, int number) {
    var element = type.element();
    var found = new ArrayList<String>();
    for (var bound : numbers) {
      for (int length : List.of(bound.intValue(), bound.intValue() + 1, bound.intValue() - 1)) {
        if (element.isPresent() && length > 0 && length <= 20) {
          found.add(
              IntStream.range(0, length)
                  .mapToObj(it -> ValueGenerator.text(element.get(), number + it))
                  .map(it -> '"' + it.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                  .collect(Collectors.joining(",", "{", "}")));
        }
      }
    }
    found.add("{}");
    return found;
  }

  /** An object with all names that a check has. */
  private static String object(List<String> names, int number) {
    return names.stream()
        .filter(it -> it.matches("\\w+"))
        .distinct()
        .map(it -> "\"" + it + "\": " + number)
        .collect(Collectors.joining(", ", "{", "}"));
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
