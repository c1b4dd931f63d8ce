package dev.schemamigration.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads durations as Kubernetes users write them: {@code 500ms}, {@code 10s}, {@code 1h30m}. None
 * is longer than {@link #LONGEST}, so that arithmetic on them in nanoseconds does not overflow.
 */
public final class Durations {
  /** The longest duration that is read. */
  public static final Duration LONGEST = Duration.ofHours(8760);

  /** The longest limit of a run or of its statements: Postgres counts milliseconds in 32 bits. */
  public static final Duration LONGEST_OF_A_RUN = Duration.ofHours(596);

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}(ms|s|m|h)){1,16}");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private Durations() {}

  /** Empty when the text is not a duration, or one that is longer than {@link #LONGEST}. */
  public static Optional<Duration> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(
            PART.matcher(text)
                .results()
                .map(part -> of(Long.parseLong(part.group(1)), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus))
        .filter(it -> it.compareTo(LONGEST) <= 0);
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
