package dev.schemamigration.verify.rows;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/** Remembers which constraints refused a row, so that the next draft of it has other values. */
final class Refusals {
  /** Those of a row that was not refused yet. */
  static final Refusals NONE = new Refusals(new TableShape("", false, List.of(), List.of()));

  private static final int[] STRIDES = {1, 3, 7, 11, 13};

  /** Attempts with values that differ by the position of the column only. */
  private static final int SHIFTED = 2;

  private static final int MOST_NULLS = 4;

  private final TableShape table;
  private final Map<KeyShape, Integer> refused = new HashMap<>();
  private int domains;
  private int conflicts;
  private boolean withoutDefaults;
  private boolean withoutNulls;

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

  /**
   * Whether another number is what is needed, for a key or an exclusion. Where a check has its say
   * too, every second time so are other values.
   */
  boolean isNumber(SQLException e) {
    boolean key = "23505".equals(e.getSQLState()) || "23P01".equals(e.getSQLState());
    withoutDefaults |= key;
    conflicts += key ? 1 : 0;
    if (key && conflicts % 2 == 0) {
      again();
    }
    return key;
  }

  /** Remembers a refusal; false when other values cannot help. */
  boolean add(SQLException e) {
    return switch (String.valueOf(e.getSQLState())) {
      case "23503" -> addForeignKey(e);
      case "23514" -> addCheck(e);
      case "23502" -> {
        boolean first = !withoutNulls;
        withoutNulls = true;
        yield first;
      }
      // A value that was to please a check is none of the type.
      default -> String.valueOf(e.getSQLState()).startsWith("22") && again();
    };
  }

  private boolean addForeignKey(SQLException e) {
    withoutDefaults = true;
    var key = named(e);
    key.ifPresent(it -> refused.merge(it, 1, Integer::sum));
    return key.isPresent();
  }

  private boolean addCheck(SQLException e) {
    var check = named(e);
    if (check.isPresent()) {
      refused.merge(check.get(), 1, Integer::sum);
      return !check.get().columns().isEmpty();
    }
    domains++;
    return table.columns().stream().anyMatch(it -> !it.type().checks().isEmpty());
  }

  private boolean again() {
    boolean any = domains > 0 || refused.keySet().stream().anyMatch(it -> !it.isForeign());
    domains += domains > 0 ? 1 : 0;
    refused.replaceAll((key, times) -> key.isForeign() ? times : times + 1);
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

  /** The columns that are to be null this time, for checks that ask for one value of several. */
  Set<String> nulls() {
    var nulls = new HashSet<String>();
    if (!withoutNulls) {
      refused.forEach(
          (check, times) -> {
            var columns = nullable(check);
            int pattern = times - SHIFTED;
            for (int i = 0;
                pattern > 0 && pattern < 1 << columns.size() && i < columns.size();
                i++) {
              if ((pattern >> i & 1) == 1) {
                nulls.add(columns.get(i));
              }
            }
          });
    }
    return nulls;
  }

  private List<String> nullable(KeyShape check) {
    return check.isForeign()
        ? List.of()
        : check.columns().stream()
            .filter(it -> table.column(it).filter(column -> !column.notNull()).isPresent())
            .limit(MOST_NULLS)
            .toList();
  }

  /** The value to be tried for a column; empty for the usual one. */
  Optional<String> value(ColumnShape column, int number) {
    var concerned =
        table.keys().stream()
            .filter(it -> it.type() == KeyShape.CHECK && it.columns().contains(column.name()))
            .toList();
    int attempt =
        concerned.stream().mapToInt(it -> refused.getOrDefault(it, 0)).sum()
            + (column.type().checks().isEmpty() ? 0 : domains);
    if (attempt == 0) {
      return Optional.empty();
    }
    var first = concerned.stream().filter(refused::containsKey).findFirst();
    int at = first.map(it -> it.columns().indexOf(column.name())).orElse(0);
    int patterns = first.map(it -> (1 << nullable(it).size()) - 1).orElse(0);
    var definitions =
        Stream.concat(concerned.stream().map(KeyShape::definition), column.type().checks().stream())
            .collect(Collectors.joining(" "));
    return candidate(definitions, column.type(), number, at, attempt, patterns);
  }

  private static Optional<String> candidate(
      String definitions, TypeShape type, int number, int at, int attempt, int patterns) {
    if (type.kind() == 'e' && !type.labels().isEmpty()) {
      return Optional.of(
          type.labels().get(Math.floorMod(attempt * stride(at), type.labels().size())));
    }
    if (attempt <= SHIFTED) {
      boolean plain = type.element().isEmpty() && "bdn".indexOf(type.kind()) >= 0;
      return plain
          ? Optional.of(ValueGenerator.text(type, attempt == 1 ? number + at : number - at))
          : Optional.empty();
    }
    if (attempt <= SHIFTED + patterns) {
      return Optional.empty();
    }
    var all = Candidates.of(definitions, type, number);
    int next = attempt - SHIFTED - patterns - 1;
    return Optional.of(all.get(Math.floorMod(next * stride(at), all.size())));
  }

  private static int stride(int at) {
    return STRIDES[Math.min(at, STRIDES.length - 1)];
  }
}
