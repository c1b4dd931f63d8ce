package dev.schemamigration.verify.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads types, each once. */
final class TypeReader {
  private static final String TYPE =
      """
      SELECT t.typtype, t.typcategory, t.typbasetype, t.typtypmod, t.typelem, t.typrelid, t.typlen,
        pg_catalog.format_type(t.oid, NULL), pg_catalog.format_type(t.oid, ?),
        ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
        COALESCE((SELECT r.rngsubtype FROM pg_catalog.pg_range AS r WHERE r.rngtypid = t.oid), 0),
        ARRAY(SELECT pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint AS k
          WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname)
      FROM pg_catalog.pg_type AS t WHERE t.oid = ?\
      """;

  private static final String FIELDS =
      """
      SELECT a.attname, a.atttypid, a.atttypmod FROM pg_catalog.pg_attribute AS a
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum\
      """;

  private static final Pattern MODIFIER = Pattern.compile("\\((-?\\d+)(?:,(-?\\d+))?\\)");

  private final Connection connection;
  private final Map<String, TypeShape> known = new HashMap<>();

  TypeReader(Connection connection) {
    this.connection = connection;
  }

  private record Row(
      char kind,
      char category,
      long base,
      int baseModifier,
      long element,
      long relation,
      boolean variable,
      String plainName,
      String name,
      List<String> labels,
      long subtype,
      List<String> checks) {}

  TypeShape read(long oid, int modifier) throws SQLException {
    var key = oid + " " + modifier;
    var found = known.get(key);
    if (found == null) {
      found = shape(row(oid, modifier));
      known.put(key, found);
    }
    return found;
  }

  private Row row(long oid, int modifier) throws SQLException {
    try (var statement = connection.prepareStatement(TYPE)) {
      statement.setInt(1, modifier);
      statement.setLong(2, oid);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Row(
            row.getString(1).charAt(0),
            row.getString(2).charAt(0),
            row.getLong(3),
            row.getInt(4),
            row.getLong(5),
            row.getLong(6),
            row.getInt(7) == -1,
            row.getString(8),
            row.getString(9),
            Arrays.asList((String[]) row.getArray(10).getArray()),
            row.getLong(11),
            Arrays.asList((String[]) row.getArray(12).getArray()));
      }
    }
  }

  private TypeShape shape(Row row) throws SQLException {
    if (row.kind() == 'd') {
      var base = read(row.base(), row.baseModifier());
      var checks = new ArrayList<>(base.checks());
      checks.addAll(row.checks());
      return fitted(
          new TypeShape(
              row.name(),
              base.base(),
              base.kind(),
              base.category(),
              base.modifier(),
              base.labels(),
              base.element(),
              base.fields(),
              checks,
              TypeShape.USUAL));
    }
    boolean array = row.category() == 'A' && row.element() != 0 && row.variable();
    return new TypeShape(
        row.name(),
        row.plainName(),
        row.kind(),
        row.category(),
        modifier(row.name()),
        row.labels(),
        array ? Optional.of(element(row)) : Optional.empty(),
        fields(row),
        List.of(),
        TypeShape.USUAL);
  }

  /** Asks the server which values the checks of a domain take. */
  private TypeShape fitted(TypeShape domain) throws SQLException {
    if (domain.checks().isEmpty()) {
      return domain;
    }
    int candidates = Candidates.of(domain, RowInserts.FIRST_NUMBER).size();
    for (int fit = TypeShape.USUAL; fit < candidates; fit++) {
      var tried = domain.fitting(fit);
      if (isTaken(tried, RowInserts.FIRST_NUMBER) && isTaken(tried, RowInserts.FIRST_NUMBER + 1)) {
        return tried;
      }
    }
    return domain;
  }

  private boolean isTaken(TypeShape type, int number) throws SQLException {
    var savepoint =
        connection.getAutoCommit()
            ? Optional.<Savepoint>empty()
            : Optional.of(connection.setSavepoint());
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT " + ValueGenerator.value(type, number));
      return true;
    } catch (SQLException e) {
      if (savepoint.isPresent()) {
        connection.rollback(savepoint.get());
      }
      return false;
    }
  }

  /** The modifier of an array is that of its elements. */
  private TypeShape element(Row row) throws SQLException {
    var element = read(row.element(), -1);
    return new TypeShape(
        element.name(),
        element.base(),
        element.kind(),
        element.category(),
        element.modifier().isEmpty() ? modifier(row.name()) : element.modifier(),
        element.labels(),
        element.element(),
        element.fields(),
        element.checks(),
        element.fit());
  }

  private Map<String, TypeShape> fields(Row row) throws SQLException {
    var fields = new LinkedHashMap<String, TypeShape>();
    if (row.subtype() != 0) {
      fields.put("subtype", read(row.subtype(), -1));
    }
    if (row.relation() != 0) {
      record Field(String name, long type, int modifier) {}
      var found = new ArrayList<Field>();
      try (var statement = connection.prepareStatement(FIELDS)) {
        statement.setLong(1, row.relation());
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(new Field(rows.getString(1), rows.getLong(2), rows.getInt(3)));
          }
        }
      }
      for (var field : found) {
        fields.put(field.name(), read(field.type(), field.modifier()));
      }
    }
    return fields;
  }

  private static List<Integer> modifier(String name) {
    var matcher = MODIFIER.matcher(name);
    if (!matcher.find()) {
      return List.of();
    }
    var first = Integer.parseInt(matcher.group(1));
    return matcher.group(2) == null
        ? List.of(first)
        : List.of(first, Integer.parseInt(matcher.group(2)));
  }
}
