package dev.schemamigration.app;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Counts equal texts within a span of time; numbers in them do not count. Safe for threads. */
final class Repetitions {
  private static final int REMEMBERED = 500;
  private static final Pattern NUMBERS = Pattern.compile("[0-9][0-9a-f-]*");

  private final long span;
  private final LongSupplier clock;
  private final Map<String, Seen> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Seen(long first, int more) {}

  /**
   * @param clock nanoseconds of a clock that only goes forward
   */
  Repetitions(Duration span, LongSupplier clock) {
    this.span = span.toNanos();
    this.clock = clock;
  }

  /** How often a text came since it was let through last; empty while it is to be held back. */
  synchronized Optional<Integer> since(String text) {
    var key = NUMBERS.matcher(text).replaceAll("#");
    var before = seen.get(key);
    long now = clock.getAsLong();
    if (before != null && now - before.first() < span) {
      seen.put(key, new Seen(before.first(), before.more() + 1));
      return Optional.empty();
    }
    seen.put(key, new Seen(now, 0));
    return Optional.of(before == null ? 0 : before.more());
  }
}
