package dev.schemamigration.engine.autocommit.kind;

import java.util.regex.Pattern;

/** Builds patterns for the shape of statements. */
final class StatementPattern {
  private static final String PART = "(?:\"(?:[^\"]|\"\")++\"|[\\p{L}\\p{N}_$]++)";

  /** A name with or without a schema, as one group. */
  static final String NAME = "(" + PART + "(?: ?\\. ?" + PART + ")?+)";

  private StatementPattern() {}

  static Pattern of(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
