package dev.schemamigration.engine.format;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The attributes of a {@code --changeset} line that decide how its lines are read.
 *
 * @param line empty for what stands above the first one
 */
record ChangesetHeader(String line) {
  private static final Pattern DELIMITER = pattern("\\bendDelimiter:");
  private static final Pattern DELIMITER_TEXT = pattern("\\bendDelimiter:(\\S*+)");
  private static final Pattern QUOTE = pattern("['\"$]|--|/\\*");
  private static final Pattern QUOTED_DATABASES = pattern("\\bdbms:\\s*+\"");
  private static final Pattern IGNORED = pattern("\\bignore:true\\b");

  /** Returns what is wrong with it. */
  Optional<String> refusal() {
    return QUOTED_DATABASES.matcher(line).find()
        ? Optional.of("dbms in quotes is not read; write it as dbms:postgresql,h2")
        : Optional.empty();
  }

  /** Whether the changeset is for Postgres and not ignored. */
  boolean runsHere(ChangelogParameters parameters) {
    return parameters.includePostgres(FormattedProperty.databases(line, 0))
        && !IGNORED.matcher(line).find();
  }

  /** Whether a delimiter beside the semicolon ends its statements. */
  boolean hasDelimiter() {
    return DELIMITER.matcher(line).find();
  }

  /** Whether its SQL can be read by Postgres' lexer, which takes a delimiter for SQL. */
  boolean readable(ChangelogParameters parameters) {
    return runsHere(parameters)
        && DELIMITER_TEXT
            .matcher(line)
            .results()
            .noneMatch(delimiter -> QUOTE.matcher(delimiter.group(1)).find());
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
