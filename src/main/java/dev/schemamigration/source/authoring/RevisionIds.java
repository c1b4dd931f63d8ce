package dev.schemamigration.source.authoring;

import java.util.Collection;
import java.util.random.RandomGenerator;

/** Generates ids for new revisions in the style of the existing ones. */
public final class RevisionIds {
  private static final String COUNTED = "[0-9]{1,9}";
  private static final int FIRST_WIDTH = 3;
  private static final long TWELVE_HEX_DIGITS = 1L << 48;

  private final RandomGenerator random;

  /**
   * @param random generates ids in histories whose ids are not numbers
   */
  public RevisionIds(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The next number with the same leading zeros where every id is a number of up to nine digits,
   * 001 where there is none yet; else twelve hexadecimal digits, as Alembic's.
   */
  public String next(Collection<String> existing) {
    if (existing.stream().allMatch(id -> id.matches(COUNTED))) {
      var last = existing.stream().mapToInt(Integer::parseInt).max().orElse(0);
      var width = existing.stream().mapToInt(String::length).min().orElse(FIRST_WIDTH);
      return String.format("%0" + width + "d", last + 1);
    }
    String id;
    do {
      id = String.format("%012x", random.nextLong(TWELVE_HEX_DIGITS));
    } while (existing.contains(id));
    return id;
  }
}
