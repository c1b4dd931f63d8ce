package dev.schemamigration.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads durations as Kubernetes users write them: {@code 500ms}, {@code 10s}, {@code 1h30m}. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}(ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private Durations() {}

  /** Empty when the text is not a duration. */
  public static Optional<Duration> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        PART.matcher(text)
            .results()
            .map(part -> of(Long.parseLong(part.group(1)), part.group(2)))
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
