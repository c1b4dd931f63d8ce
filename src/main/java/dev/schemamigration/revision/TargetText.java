package dev.schemamigration.revision;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target split into its parts: {@code branch@symbol+steps}, each of them optional.
 *
 * @param branch the text before the last "@"; an empty one counts as none
 * @param name the text after it, steps included
 */
record TargetText(String text, Optional<String> branch, String name) {
  private static final Pattern COUNTED = Pattern.compile("(?<symbol>\\S*?)(?<steps>[+-]\\d+)");

  /** Steps counted from a symbol, or from the current state where the symbol is empty. */
  record Counted(String symbol, int steps) {}

  static TargetText parse(String text) {
    int at = text.lastIndexOf('@');
    return at < 0
        ? new TargetText(text, Optional.empty(), text)
        : new TargetText(
            text,
            Optional.of(text.substring(0, at)).filter(branch -> !branch.isEmpty()),
            text.substring(at + 1));
  }

  /** The name as a number of steps. It must end with the number. */
  Optional<Counted> counted() {
    Matcher matcher = COUNTED.matcher(name);
    return matcher.matches()
        ? Optional.of(new Counted(matcher.group("symbol"), number(matcher.group("steps"))))
        : Optional.empty();
  }

  /** Whether it counts from the current state. */
  boolean isRelative() {
    return counted().filter(counted -> counted.symbol().isEmpty()).isPresent();
  }

  /** More digits than an int can hold count as the largest int. */
  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLong) {
      return digits.startsWith("-") ? -Integer.MAX_VALUE : Integer.MAX_VALUE;
    }
  }
}
