package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import liquibase.sql.visitor.RegExpReplaceSqlVisitor;
import liquibase.sql.visitor.ReplaceSqlVisitor;
import liquibase.sql.visitor.SqlVisitor;

/** Limits {@code modifySql} to Postgres, in run time and in the size of its result. */
final class BoundedModifySql {
  private static final int STEPS = 50_000_000;
  private static final int RESULT = 32 << 20;

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
   */
  static void limit(ChangelogLocation location, String changeset, List<SqlVisitor> visitors) {
    visitors.replaceAll(
        it ->
            switch (it) {
              case RegExpReplaceSqlVisitor pattern -> new ByPattern(location, changeset, pattern);
              case ReplaceSqlVisitor text -> new ByText(location, changeset, text);
              default -> it;
            });
  }

  private static EngineException tooLong(ChangelogLocation location, String changeset) {
    return location.invalid(changeset + ": modifySql makes a statement too long; write it as SQL");
  }

  /** Replaces a text by another. */
  private static final class ByText extends ReplaceSqlVisitor {
    private final ChangelogLocation location;
    private final String changeset;

    private ByText(ChangelogLocation location, String changeset, ReplaceSqlVisitor original) {
      this.location = location;
      this.changeset = changeset;
      setReplace(original.getReplace());
      setWith(original.getWith());
      setApplyToRollback(original.isApplyToRollback());
    }

    @Override
    public String modifySql(String sql, Database database) {
      long length = sql.length();
      int step = Math.max(1, getReplace().length());
      for (int at = sql.indexOf(getReplace()); at >= 0 && at < sql.length(); ) {
        length += getWith().length() - getReplace().length();
        at = sql.indexOf(getReplace(), at + step);
      }
      if (length > RESULT) {
        throw tooLong(location, changeset);
      }
      return super.modifySql(sql, database);
    }
  }

  /** Replaces what a pattern matches. */
  private static final class ByPattern extends RegExpReplaceSqlVisitor {
    private final ChangelogLocation location;
    private final String changeset;

    private ByPattern(
        ChangelogLocation location, String changeset, RegExpReplaceSqlVisitor original) {
      this.location = location;
      this.changeset = changeset;
      setReplace(original.getReplace());
      setWith(original.getWith());
      setApplyToRollback(original.isApplyToRollback());
    }

    @Override
    public String modifySql(String sql, Database database) {
      try {
        return replaced(Pattern.compile(getReplace()).matcher(new Steps(sql)));
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        throw location.invalid(
            changeset + ": regExpReplace \"" + getReplace() + "\" is no pattern");
      } catch (OutOfStepsException | StackOverflowError e) {
        throw location.invalid(
            changeset
                + ": regExpReplace \""
                + getReplace()
                + "\" searches for too long; write a simpler pattern or the step as SQL");
      }
    }

    private String replaced(Matcher found) {
      var result = new StringBuilder();
      while (found.find()) {
        found.appendReplacement(result, getWith());
        if (result.length() > RESULT) {
          throw tooLong(location, changeset);
        }
      }
      return found.appendTail(result).toString();
    }
  }

  /** A text that limits how many of its characters are read. */
  private static final class Steps implements CharSequence {
    private final CharSequence text;
    private int left = STEPS;

    private Steps(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left-- == 0) {
        throw new OutOfStepsException();
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

  private static final class OutOfStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
