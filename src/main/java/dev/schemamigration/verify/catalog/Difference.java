package dev.schemamigration.verify.catalog;

import java.util.Objects;
import java.util.Optional;

/**
 * One difference between two states of a database.
 *
 * @param kind of the object, such as {@code table}
 * @param name of the object
 * @param attribute which one differs; empty where the whole object is there in one state only
 * @param before its value in the earlier state, or whether the object is there
 * @param after the same in the later state
 */
public record Difference(
    String kind,
    String name,
    Optional<String> attribute,
    Optional<String> before,
    Optional<String> after) {
  /** Postgres adds a column at the end: this one no rollback can restore. */
  static final String COLUMN_ORDER = "column order";

  private static final int LONGEST = 80;
  private static final int CONTEXT = 20;

  public Difference {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(attribute);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
  }

  /** Whether it is nothing but the order of the columns. */
  public boolean onlyOrder() {
    return attribute.filter(COLUMN_ORDER::equals).isPresent();
  }

  /** A sentence about it, on one line. */
  public String described() {
    var object = kind + " " + name;
    if (attribute.isEmpty()) {
      return object + (before.isPresent() ? " is missing" : " is left behind");
    }
    int same = commonPrefix(before.orElse(""), after.orElse(""));
    return "%s: %s was %s, is %s"
        .formatted(object, attribute.get(), shown(before, same), shown(after, same));
  }

  private static String shown(Optional<String> value, int same) {
    if (value.isEmpty()) {
      return "not set";
    }
    var text = value.get().replaceAll("\\s+", " ").strip();
    int from = Math.min(text.length(), Math.max(0, same - CONTEXT));
    if (text.length() <= LONGEST) {
      return text.isEmpty() ? "empty" : text;
    }
    int to = Math.min(text.length(), from + LONGEST);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }

  private static int commonPrefix(String one, String other) {
    var left = one.replaceAll("\\s+", " ").strip();
    var right = other.replaceAll("\\s+", " ").strip();
    int at = 0;
    while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return at;
  }
}
