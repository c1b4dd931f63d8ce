package dev.schemamigration.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** SQL cut into statements the way Postgres' own driver does it: quotes, dollars and comments. */
final class SqlText {
  private static final Pattern LEADING_NOISE =
      Pattern.compile("\\A(?:\\s+|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)+", Pattern.DOTALL);

  private SqlText() {}

  /** The statements of {@code sql}, in order, without the semicolons between them. */
  static List<String> statements(String sql) {
    try {
      return Parser.parseJdbcSql(sql, true, false, true, false, false).stream()
          .map(SqlText::text)
          .filter(it -> !withoutLeadingComments(it).isBlank())
          .toList();
    } catch (SQLException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** {@code sql} from its first word on. */
  static String withoutLeadingComments(String sql) {
    var noise = LEADING_NOISE.matcher(sql);
    return noise.find() ? sql.substring(noise.end()) : sql;
  }

  private static String text(NativeQuery query) {
    return query.nativeSql.strip();
  }
}
