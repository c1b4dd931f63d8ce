package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import liquibase.sql.visitor.AbstractSqlVisitor;
import liquibase.sql.visitor.AppendSqlVisitor;
import liquibase.sql.visitor.PrependSqlVisitor;
import liquibase.sql.visitor.RegExpReplaceSqlVisitor;
import liquibase.sql.visitor.ReplaceSqlVisitor;
import liquibase.sql.visitor.SqlVisitor;
import org.jspecify.annotations.Nullable;

/** Limits {@code modifySql} to Postgres, in run time and in the size of its results. */
final class BoundedModifySql {
  private BoundedModifySql() {}

  /** Removes from {@code visitors} those that do not apply to Postgres. */
  static void narrow(List<SqlVisitor> visitors) {
    visitors.removeIf(
        it -> !DatabaseList.definitionMatches(it.getApplicableDbms(), "postgresql", true));
  }

  /**
   * Replaces visitors by limited ones.
   *
   * @param changeset its name in messages
   * @param spending what they may use
   */
  static void limit(
      ChangelogLocation location, String changeset, Spending spending, List<SqlVisitor> visitors) {
    visitors.replaceAll(
        it ->
            switch (it) {
              case RegExpReplaceSqlVisitor pattern ->
                  new ByPattern(location, changeset, spending, pattern);
              case ReplaceSqlVisitor text -> new ByText(spending, changeset, text);
              case AppendSqlVisitor append ->
                  new ByAddition(spending, changeset, append, length(append.getValue()));
              case PrependSqlVisitor prepend ->
                  new ByAddition(spending, changeset, prepend, length(prepend.getValue()));
              default -> new ByAddition(spending, changeset, it, 0);
            });
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Spends the size of a result before the visitor makes it. */
  private abstract static class Limited extends AbstractSqlVisitor {
    final Spending spending;
    final String changeset;
    private final SqlVisitor original;

    private Limited(Spending spending, String changeset, SqlVisitor original) {
      this.spending = spending;
      this.changeset = changeset;
      this.original = original;
      setApplyToRollback(original.isApplyToRollback());
    }

    /** Spends the characters of a text that is about to be made. */
    final void spend(long characters) {
      spending.characters(characters, () -> changeset + ": modifySql: ");
    }

    @Override
    public String getName() {
      return original.getName();
    }
  }

  /** Puts a text before or behind. */
  private static final class ByAddition extends Limited {
    private final SqlVisitor addition;
    private final int length;

    private ByAddition(Spending spending, String changeset, SqlVisitor addition, int length) {
      super(spending, changeset, addition);
      this.addition = addition;
      this.length = length;
    }

    @Override
    public String modifySql(String sql, Database database) {
      spend((long) sql.length() + length);
      return addition.modifySql(sql, database);
    }
  }

  /** Replaces a text by another. */
  private static final class ByText extends Limited {
    private final ReplaceSqlVisitor original;

    private ByText(Spending spending, String changeset, ReplaceSqlVisitor original) {
      super(spending, changeset, original);
      this.original = original;
    }

    @Override
    public String modifySql(String sql, Database database) {
      var text = original.getReplace();
      long length = sql.length();
      int step = Math.max(1, text.length());
      for (int at = sql.indexOf(text); at >= 0 && at < sql.length(); ) {
        length += original.getWith().length() - text.length();
        at = sql.indexOf(text, at + step);
      }
      spend(Math.max(sql.length(), length));
      return original.modifySql(sql, database);
    }
  }

  /** Replaces what a pattern matches. */
  private static final class ByPattern extends Limited {
    private final ChangelogLocation location;
    private final RegExpReplaceSqlVisitor original;

    private ByPattern(
        ChangelogLocation location,
        String changeset,
        Spending spending,
        RegExpReplaceSqlVisitor original) {
      super(spending, changeset, original);
      this.location = location;
      this.original = original;
    }

    @Override
    public String modifySql(String sql, Database database) {
      spend((long) sql.length() + original.getReplace().length());
      try {
        var text = new Steps(sql, spending, this::what);
        return replaced(Pattern.compile(original.getReplace()).matcher(text));
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        throw location.invalid(what() + " is no pattern");
      } catch (StackOverflowError e) {
        throw location.tooComplex(
            what() + " searches for too long; write a simpler pattern or the step as SQL");
      }
    }

    private String replaced(Matcher found) {
      var result = new StringBuilder();
      while (found.find()) {
        int before = result.length();
        found.appendReplacement(result, original.getWith());
        spend(result.length() - before);
      }
      return found.appendTail(result).toString();
    }

    private String what() {
      return changeset + ": regExpReplace \"" + original.getReplace() + "\"";
    }
  }

  /** A text that spends a step for each of its characters that is read. */
  private static final class Steps implements CharSequence {
    /** Steps are spent so many at a time. */
    private static final int AT_ONCE = 10_000;

    private final CharSequence text;
    private final Spending spending;
    private final Supplier<String> what;
    private int left = AT_ONCE;

    private Steps(CharSequence text, Spending spending, Supplier<String> what) {
      this.text = text;
      this.spending = spending;
      this.what = what;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left-- == 0) {
        spending.steps(AT_ONCE, what);
        left = AT_ONCE;
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
