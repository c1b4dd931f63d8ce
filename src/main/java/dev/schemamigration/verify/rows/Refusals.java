package dev.schemamigration.verify.rows;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** Remembers which constraints refused a row, so that the next draft of it has other values. */
final class Refusals {
  /** Those of a row that was not refused yet. */
  static final Refusals NONE = new Refusals(new TableShape("", false, List.of(), List.of()));

  private static final int[] STRIDES = {1, 3, 7, 11, 13};

  private final TableShape table;
  private final Map<KeyShape, Integer> refused = new HashMap<>();
  private final Map<String, Integer> domains = new HashMap<>();
  private boolean withoutDefaults;

  Refusals(TableShape table) {
    this.table = table;
  }

  /** What the server said, on one line. */
  static String described(SQLException e) {
    var said =
        e instanceof PSQLException known && known.getServerErrorMessage() != null
            ? known.getServerErrorMessage().getMessage()
            : e.getMessage();
    var message = String.valueOf(said).replaceAll("\\s+", " ").strip();
    return message.length() > 300 ? message.substring(0, 299) + "…" : message;
  }

  /** Whether another number is all that is needed: a key or an exclusion. */
  boolean isNumber(SQLException e) {
    boolean key = "23505".equals(e.getSQLState()) || "23P01".equals(e.getSQLState());
    withoutDefaults |= key;
    return key;
  }

  /** Remembers a refusal; false when other values cannot help. */
  boolean add(SQLException e) {
    if ("23503".equals(e.getSQLState())) {
      withoutDefaults = true;
      refused.merge(
          named(e).orElse(new KeyShape("", 'f', List.of(), "", List.of(), "")), 1, Integer::sum);
      return named(e).isPresent();
    }
    if (!"23514".equals(e.getSQLState())) {
      return false;
    }
    var check = named(e);
    if (check.isPresent()) {
      refused.merge(check.get(), 1, Integer::sum);
      return !check.get().columns().isEmpty();
    }
    boolean any = false;
    for (var column : table.columns()) {
      if (!column.type().checks().isEmpty()) {
        domains.merge(column.name(), 1, Integer::sum);
        any = true;
      }
    }
    return any;
  }

  private Optional<KeyShape> named(SQLException e) {
    var name =
        e instanceof PSQLException known && known.getServerErrorMessage() != null
            ? Optional.ofNullable(known.getServerErrorMessage().getConstraint())
            : Optional.<String>empty();
    return table.keys().stream().filter(it -> it.name().equals(name.orElse(""))).findFirst();
  }

  boolean withoutDefaults() {
    return withoutDefaults;
  }

  /** How often a foreign key was refused. */
  int ofForeignKey(KeyShape key) {
    return refused.getOrDefault(key, 0);
  }

  /** The value to be tried for a column; empty for the usual one. */
  Optional<String> value(ColumnShape column, int number) {
    for (var check : refused.entrySet()) {
      int at = check.getKey().columns().indexOf(column.name());
      if (at >= 0 && !check.getKey().isForeign()) {
        return Optional.of(
            candidate(check.getKey().definition(), column.type(), number, at, check.getValue()));
      }
    }
    return Optional.ofNullable(domains.get(column.name()))
        .map(
            it ->
                candidate(String.join(" ", column.type().checks()), column.type(), number, 0, it));
  }

  private static String candidate(
      String definition, TypeShape type, int number, int at, int attempt) {
    if (type.kind() == 'e' && !type.labels().isEmpty()) {
      return type.labels().get(Math.floorMod(attempt * stride(at), type.labels().size()));
    }
    if (attempt == 1) {
      return ValueGenerator.text(type, number + at);
    }
    if (attempt == 2) {
      return ValueGenerator.text(type, number - at);
    }
    var all = Candidates.of(definition, type, number);
    return all.get(Math.floorMod((attempt - 3) * stride(at), all.size()));
  }

  private static int stride(int at) {
    return STRIDES[Math.min(at, STRIDES.length - 1)];
  }
}
