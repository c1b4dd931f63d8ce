package dev.schemamigration.engine.sql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes behind {@link StatementKind#of}. */
public final class StatementPatterns {
  private static final String PART = "(?:\"(?:[^\"]|\"\")++\"|[\\p{L}\\p{N}_$]++)";
  private static final String NAME = "(" + PART + "(?: ?\\. ?" + PART + ")?+)";
  private static final Pattern CREATE_INDEX =
      shape(
          "create (?:unique )?index concurrently (?:if not exists )?"
              + "(?:(?!on )"
              + NAME
              + " )?on (?:only )?"
              + NAME
              + ".*");
  private static final Pattern DROP_INDEX =
      shape("drop index concurrently (?:if exists )?" + NAME + "(?: cascade| restrict)?");
  private static final Pattern DETACH =
      shape("alter table (?:if exists )?" + NAME + " detach partition " + NAME + " concurrently");
  private static final Pattern REBUILD =
      shape(
          "reindex ?(?:\\([^)]*\\) ?)?(?:index|table) concurrently "
              + NAME
              + "|reindex ?\\([^)]*\\bconcurrently\\b[^)]*\\) ?(?:index|table) "
              + NAME);
  private static final Pattern REPEATABLE =
      shape(
          "vacuum\\b.*|reindex\\b.*\\bconcurrently\\b.*|reindex ?(?:\\([^)]*\\)"
              + " ?)?(?:database|system|schema)\\b.*|cluster ?(?:\\([^)]*\\) ?)?(?:verbose)?");
  private static final Pattern WHOLE_DATABASE =
      shape(
          "(?:create|drop) (?:database|tablespace)\\b.*|alter system\\b.*"
              + "|alter database\\b.* set tablespace\\b.*");
  private static final Pattern OWN_TRANSACTIONS =
      shape("(?:call|do|(?:create|drop|alter) subscription)\\b.*");

  private static final Pattern DO_BLOCK = shape("do\\b.*");

  /** Without one of these words, a block cannot end the transaction that it is run in. */
  private static final Pattern ENDS_TRANSACTION = shape(".*\\b(?:commit|rollback|call)\\b.*");

  private StatementPatterns() {}

  static boolean endsNoTransaction(ScriptStatement statement) {
    return DO_BLOCK.matcher(statement.shape()).matches()
        && !ENDS_TRANSACTION.matcher(statement.text()).matches();
  }

  public static StatementKind classify(String shape) {
    Matcher found = CREATE_INDEX.matcher(shape);
    if (found.matches()) {
      return new StatementKind.CreateIndex(
          Optional.ofNullable(found.group(1)).orElse(""), found.group(2));
    }
    found = DROP_INDEX.matcher(shape);
    if (found.matches()) {
      return new StatementKind.DropIndex(found.group(1));
    }
    found = DETACH.matcher(shape);
    if (found.matches()) {
      return new StatementKind.DetachPartition(found.group(1), found.group(2));
    }
    found = REBUILD.matcher(shape);
    if (found.matches()) {
      var name = found.group(1) == null ? found.group(2) : found.group(1);
      return new StatementKind.Rebuild(name);
    }
    if (REPEATABLE.matcher(shape).matches()) {
      return new StatementKind.Repeatable();
    }
    return WHOLE_DATABASE.matcher(shape).matches() || OWN_TRANSACTIONS.matcher(shape).matches()
        ? new StatementKind.Opaque()
        : new StatementKind.Transactional();
  }

  /** Whether Postgres refuses it inside a transaction block, whatever its arguments are. */
  public static boolean standsAlone(String shape) {
    return switch (classify(shape)) {
      case StatementKind.Transactional transactional -> false;
      case StatementKind.Opaque opaque -> WHOLE_DATABASE.matcher(shape).matches();
      case StatementKind.CreateIndex index -> true;
      case StatementKind.DropIndex index -> true;
      case StatementKind.Rebuild rebuild -> true;
      case StatementKind.Repeatable repeatable -> true;
      case StatementKind.DetachPartition detach -> true;
    };
  }

  private static Pattern shape(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
