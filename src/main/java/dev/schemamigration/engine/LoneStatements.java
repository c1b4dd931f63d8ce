package dev.schemamigration.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes behind {@link LoneStatement#of}. */
final class LoneStatements {
  private static final String NAME =
      "((?:\"(?:[^\"]|\"\")+\"|[\\w$]+)(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?)";
  private static final Pattern CREATE_INDEX =
      shape(
          "create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(?:if\\s+not\\s+exists\\s+)?(?:"
              + NAME
              + "\\s+)?on\\s+(?:only\\s+)?"
              + NAME
              + ".*");
  private static final Pattern DROP_INDEX =
      shape(
          "drop\s+index\s+concurrently\s+(?:if\s+exists\s+)?"
              + NAME
              + "\s*(?:cascade|restrict)?\s*");
  private static final Pattern DETACH =
      shape(
          "alter\\s+table\\s+(?:if\\s+exists\\s+)?"
              + NAME
              + "\\s+detach\\s+partition\\s+"
              + NAME
              + "\\s+concurrently\\s*");
  private static final Pattern REBUILD =
      shape("reindex\\s+(?:\\([^)]*\\)\\s*)?(?:index|table)\\s+concurrently\\s+" + NAME + "\\s*");
  private static final Pattern REPEATABLE =
      shape(
          "(?:vacuum|reindex\\b.*\\bconcurrently|reindex\\s+(?:database|system|schema)|cluster\\s*\\z).*");
  private static final Pattern OPAQUE =
      shape(
          "(?:call|do|create\\s+database|drop\\s+database|alter\\s+database\\b.*\\bset\\s+tablespace"
              + "|create\\s+tablespace|drop\\s+tablespace|alter\\s+system"
              + "|create\\s+subscription|drop\\s+subscription|alter\\s+subscription)\\b.*");

  private LoneStatements() {}

  static LoneStatement classify(String sql) {
    var text = sql.strip();
    Matcher shape = CREATE_INDEX.matcher(text);
    if (shape.matches()) {
      return new LoneStatement.CreateIndex(
          Optional.ofNullable(shape.group(1)).orElse(""), shape.group(2));
    }
    shape = DROP_INDEX.matcher(text);
    if (shape.matches()) {
      return new LoneStatement.DropIndex(shape.group(1));
    }
    shape = DETACH.matcher(text);
    if (shape.matches()) {
      return new LoneStatement.DetachPartition(shape.group(1), shape.group(2));
    }
    shape = REBUILD.matcher(text);
    if (shape.matches()) {
      return new LoneStatement.Rebuild(shape.group(1));
    }
    if (REPEATABLE.matcher(text).matches()) {
      return new LoneStatement.Repeatable();
    }
    return OPAQUE.matcher(text.toLowerCase(Locale.ROOT)).matches()
        ? new LoneStatement.Opaque()
        : new LoneStatement.Transactional();
  }

  private static Pattern shape(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
