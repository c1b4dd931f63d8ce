package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.QuotedText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses the values of header keys. Every method throws {@link Flaw} for an invalid value. */
final class HeaderValue {
  /** An invalid value: what is wrong and what to write instead. */
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    Flaw(String what, String remedy) {
      super(what, null, false, false);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }

  private static final int MAX_ENTRIES = 1_000;

  private HeaderValue() {}

  static String id(HeaderKey key, String value) throws Flaw {
    if (value.isEmpty()) {
      throw new Flaw(
          key.text() + " has no value", "write an id, or take the line out to use the file name");
    }
    refuse(key, value, Identifier.flawOfId(value), "\"_\" and \".\"");
    return value;
  }

  /** A list of ids of parents. */
  static List<String> ids(HeaderKey key, String value) throws Flaw {
    var items = items(key, value);
    for (var item : items) {
      refuse(key, item, Identifier.flawOfId(item), "\"_\" and \".\"");
    }
    return items;
  }

  /** A list of branch labels, or of names that may be labels or ids. */
  static List<String> names(HeaderKey key, String value) throws Flaw {
    var items = items(key, value);
    for (var item : items) {
      refuse(key, item, Identifier.flawOfLabel(item), "\"_\", \"-\" and \".\"");
    }
    return items;
  }

  private static List<String> items(HeaderKey key, String value) throws Flaw {
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.equals("None") || value.equals("null")) {
      throw new Flaw(
          "%s is %s".formatted(key.text(), QuotedText.of(value)), "leave the value empty for none");
    }
    var items = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (items.size() > MAX_ENTRIES) {
      throw new Flaw(
          "%s has %d entries".formatted(key.text(), items.size()),
          "at most %d are taken".formatted(MAX_ENTRIES));
    }
    var seen = new HashSet<String>();
    for (var item : items) {
      if (item.isEmpty()) {
        throw new Flaw(
            "%s has an empty entry in %s".formatted(key.text(), QuotedText.of(value)),
            "separate entries by one comma each");
      }
      if (!seen.add(item)) {
        throw new Flaw(
            "%s names %s twice".formatted(key.text(), QuotedText.of(item)), "take one out");
      }
    }
    return items;
  }

  private static void refuse(HeaderKey key, String text, Optional<String> flaw, String signs)
      throws Flaw {
    if (flaw.isPresent()) {
      throw new Flaw(
          "%s %s %s".formatted(key.text(), QuotedText.of(text), flaw.get()),
          "use letters, digits, %s only".formatted(signs));
    }
  }

  static boolean bool(HeaderKey key, String value) throws Flaw {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Flaw(
              "%s is %s".formatted(key.text(), QuotedText.of(value)),
              "write \"true\" or \"false\"");
    };
  }

  static int majorVersion(HeaderKey key, String value) throws Flaw {
    if (!value.matches("[1-9][0-9]?")) {
      throw new Flaw(
          "%s is %s".formatted(key.text(), QuotedText.of(value)),
          "write the Postgres major version alone, such as 14");
    }
    return Integer.parseInt(value);
  }

  /** A point in time; without a zone, as Alembic writes it, in UTC; a date is its midnight. */
  static Instant instant(HeaderKey key, String value) throws Flaw {
    var text = value.replaceFirst("^(\\d{4}-\\d{2}-\\d{2})\\s+(?=\\d)", "$1T");
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      var read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return read instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new Flaw(
          "%s %s is not a date".formatted(key.text(), QuotedText.of(value)),
          "write it as 2025-12-31T12:50:00Z");
    }
  }
}
