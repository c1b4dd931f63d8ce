package dev.schemamigration.source.authoring;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Generates ids for new revisions in the style of the existing ones. */
public final class RevisionIds {
  private static final Pattern COUNTED =
      Pattern.compile("(?<letters>[A-Za-z]{0,3})(?<number>\\d{1,9})");
  private static final Pattern OF_ALEMBIC = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern TIMESTAMP = Pattern.compile("20\\d{12}");
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String FIRST = "001";
  private static final long TWELVE_HEX_DIGITS = 1L << 48;

  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param clock tells the ids of histories whose ids are points in time
   * @param random generates ids in histories that do not count
   */
  public RevisionIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * The next number, with the same leading zeros and letters, where every id is a number of up to
   * nine digits behind the same up to three letters (001, V7); the time where every id is one
   * (20251231125000); 001 where there is none yet; else twelve hexadecimal digits, as Alembic's.
   *
   * @param taken names that it must not be: these ids and all labels
   */
  public String next(Collection<String> ids, Set<String> taken) {
    return counted(ids)
        .or(() -> timestamp(ids))
        .filter(id -> !taken.contains(id))
        .orElseGet(() -> hexadecimal(taken));
  }

  private static Optional<String> counted(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Optional.of(FIRST);
    }
    var parts = ids.stream().map(COUNTED::matcher).toList();
    if (!parts.stream().allMatch(Matcher::matches)
        || ids.stream().anyMatch(OF_ALEMBIC.asMatchPredicate())) {
      return Optional.empty();
    }
    var letters = parts.stream().map(it -> it.group("letters")).collect(Collectors.toSet());
    if (letters.size() > 1) {
      return Optional.empty();
    }
    var numbers = parts.stream().map(it -> it.group("number")).toList();
    return Optional.of(letters.iterator().next() + next(numbers));
  }

  private static String next(List<String> numbers) {
    var last = numbers.stream().mapToInt(Integer::parseInt).max().orElseThrow();
    var width = numbers.stream().mapToInt(String::length).min().orElseThrow();
    return String.format(Locale.ROOT, "%0" + width + "d", last + 1);
  }

  private Optional<String> timestamp(Collection<String> ids) {
    if (!ids.stream().allMatch(TIMESTAMP.asMatchPredicate())) {
      return Optional.empty();
    }
    var last = ids.stream().mapToLong(Long::parseLong).max().orElseThrow();
    var now = Long.parseLong(TO_THE_SECOND.format(clock.instant()));
    return Optional.of(Long.toString(Math.max(now, last + 1)));
  }

  private String hexadecimal(Set<String> taken) {
    String id;
    do {
      id = String.format(Locale.ROOT, "%012x", random.nextLong(TWELVE_HEX_DIGITS));
    } while (taken.contains(id));
    return id;
  }
}
