package dev.schemamigration.scratch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a scratch database: a prefix that no other database has, when its process began, a
 * random mark of that process, and a number.
 *
 * @param mark of the process, which it holds as an advisory lock while it lives
 */
record ScratchName(String began, int mark, int number) {
  static final String PREFIX = "schemactl_scratch_";

  private static final DateTimeFormatter BEGAN =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final Pattern FORM =
      Pattern.compile(PREFIX + "(\\d{14})_([0-9a-f]{8})_(\\d{1,6})");

  static ScratchName first(Instant began, int mark) {
    return new ScratchName(BEGAN.format(began), mark, 1);
  }

  /** Reads the name of a database; empty when it is no scratch database. */
  static Optional<ScratchName> parse(String database) {
    var parts = FORM.matcher(database);
    return parts.matches()
        ? Optional.of(
            new ScratchName(
                parts.group(1),
                Integer.parseUnsignedInt(parts.group(2), 16),
                Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }

  ScratchName next() {
    return new ScratchName(began, mark, number + 1);
  }

  @Override
  public String toString() {
    return "%s%s_%08x_%d".formatted(PREFIX, began, mark, number);
  }
}
