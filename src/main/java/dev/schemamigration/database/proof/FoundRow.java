package dev.schemamigration.database.proof;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.wire.Wire;
import dev.schemamigration.text.Printable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a row that anybody may have written who has a right to: what is missing or
 * means nothing is a {@link TamperedException} that names the row.
 */
public final class FoundRow {
  /** As much of a value as a message shows. */
  private static final int SHOWN = 200;

  /** What a text takes in memory beside its characters. */
  private static final int ELEMENT = 64;

  private final TableProof proof;
  private final Session session;
  private final ResultSet row;
  private final String table;
  private final String key;
  private final int keyColumn;

  /** Of the arrays of all rows, which take little in an answer and much in memory. */
  private long elements;

  /**
   * @param proof of its table
   * @param row at its position; stays valid when it moves on
   * @param table its name in messages
   * @param key name of the column by which messages name the row
   * @param keyColumn index of that column
   */
  public FoundRow(
      TableProof proof, Session session, ResultSet row, String table, String key, int keyColumn) {
    this.proof = Objects.requireNonNull(proof);
    this.session = Objects.requireNonNull(session);
    this.row = Objects.requireNonNull(row);
    this.table = Objects.requireNonNull(table);
    this.key = Objects.requireNonNull(key);
    this.keyColumn = keyColumn;
  }

  /** A text. */
  public String text(int column, String name) throws SQLException {
    return present(row.getString(column), name);
  }

  /** A text that may be absent. */
  public Optional<String> optional(int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** A whole number from {@code least} to {@code most}. */
  public long number(int column, String name, long least, long most) throws SQLException {
    try {
      long number = row.getLong(column);
      if (!row.wasNull() && number >= least && number <= most) {
        return number;
      }
    } catch (SQLException e) {
      // the same finding
    }
    throw unexpected(name, text(column, name));
  }

  /** True or false. */
  public boolean flag(int column, String name) throws SQLException {
    try {
      boolean flag = row.getBoolean(column);
      if (!row.wasNull()) {
        return flag;
      }
    } catch (SQLException e) {
      // the same finding
    }
    throw unexpected(name, text(column, name));
  }

  /** A constant by its name. */
  public <E extends Enum<E>> E constant(int column, String name, E[] values) throws SQLException {
    var text = text(column, name);
    for (var value : values) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw unexpected(name, text);
  }

  /** A UUID. */
  public UUID uuid(int column, String name) throws SQLException {
    var text = text(column, name);
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unexpected(name, text);
    }
  }

  /** The texts of an array of one dimension, without NULL. */
  public List<String> texts(int column, String name) throws SQLException {
    var texts = new ArrayList<String>();
    for (var text : elements(column, name)) {
      if (text == null) {
        throw meaningless("has NULL among its " + name);
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * The elements of an array of one dimension, some of which may be NULL. Plain arrays are split
   * here, because the driver's parser is slow.
   */
  public List<@Nullable String> elements(int column, String name) throws SQLException {
    var text = text(column, name);
    if (text.equals("{}")) {
      return List.of();
    }
    elements += 1 + text.chars().filter(it -> it == ',').count();
    if (elements * ELEMENT > Wire.LARGEST_ANSWER) {
      throw proof.oversized(session, table, Wire.LARGEST_ANSWER);
    }
    boolean plain =
        text.startsWith("{")
            && text.endsWith("}")
            && text.indexOf('"') < 0
            && text.indexOf('\\') < 0
            && text.indexOf('{', 1) < 0;
    // What is not quoted and reads NULL is no text.
    return plain && !text.contains("NULL")
        ? Arrays.asList(text.substring(1, text.length() - 1).split(",", -1))
        : parsed(column, name);
  }

  private List<@Nullable String> parsed(int column, String name) throws SQLException {
    try {
      return Arrays.asList((@Nullable String[]) row.getArray(column).getArray());
    } catch (SQLException | RuntimeException e) {
      throw meaningless("has " + name + " that are no list of texts");
    }
  }

  /** The fault that the row is. */
  public TamperedException meaningless(String finding) throws SQLException {
    var value = row.getString(keyColumn);
    return proof.meaningless(
        session, table, "has a row with " + key + " " + shown(value) + " that " + finding);
  }

  /** The fault that a value is. */
  public TamperedException unexpected(String column, String value) throws SQLException {
    return meaningless("has the " + column + " " + shown(value));
  }

  private String present(@Nullable String value, String column) throws SQLException {
    if (value == null) {
      throw meaningless("has no " + column);
    }
    return value;
  }

  /** Truncated, because it may be anything. */
  private static String shown(@Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    var text = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    return "\"" + Printable.line(text) + "\"";
  }
}
