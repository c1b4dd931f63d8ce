package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.verify.catalog.Catalog;
import dev.schemamigration.verify.catalog.CatalogObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the tables of a database whose rows can be read and written, each once. */
final class ShapeReader {
  /** Partitions are filled and read through the table that they are of. */
  private static final String TABLES =
      """
      SELECT c.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), c.relkind = 'p'
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
        AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname NOT IN ('information_schema', %s)
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND e.objid = c.oid AND e.deptype = 'e')
      ORDER BY 2\
      """;

  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attname, a.atttypid, a.atttypmod, a.attnotnull,
        COALESCE(pg_catalog.pg_get_expr(d.adbin, d.adrelid), ''), a.attgenerated <> '' OR a.attidentity = 'a', a.attidentity <> ''
      FROM pg_catalog.pg_attribute AS a LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ANY (?::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attname\
      """;

  private static final String KEYS =
      """
      SELECT k.conrelid, k.conname, k.contype,
        ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u(n, o)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o),
        CASE WHEN k.contype = 'f' THEN (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
          FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = k.confrelid) ELSE '' END,
        ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u(n, o)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.o),
        pg_catalog.pg_get_constraintdef(k.oid)
      FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = ANY (?::pg_catalog.oid[]) AND k.contype IN ('p', 'u', 'f', 'c', 'x')
      ORDER BY k.conrelid, k.conname\
      """;

  /**
   * What the partitions of a table take, at all levels, as a constraint on the columns of its key.
   */
  private static final String PARTITIONS =
      """
      SELECT p.partrelid, '', 'c',
        ARRAY(SELECT DISTINCT a.attname::text FROM pg_catalog.pg_partition_tree(p.partrelid) AS t
          JOIN pg_catalog.pg_partitioned_table AS q ON q.partrelid = t.relid
          CROSS JOIN pg_catalog.unnest(q.partattrs::int2[]) AS u(n)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = q.partrelid AND (a.attnum = u.n OR u.n = 0 AND a.attnum > 0)
          WHERE NOT a.attisdropped),
        '', ARRAY[]::text[],
        COALESCE((SELECT pg_catalog.string_agg(pg_catalog.pg_get_expr(c.relpartbound, c.oid), ' ' ORDER BY c.relname)
          FROM pg_catalog.pg_partition_tree(p.partrelid) AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
          WHERE t.parentrelid IS NOT NULL), '')
      FROM pg_catalog.pg_partitioned_table AS p WHERE p.partrelid = ANY (?::pg_catalog.oid[])\
      """;

  private final Connection connection;
  private final String tables;
  private final Map<Long, Known> known = new HashMap<>();
  private Optional<Catalog> last = Optional.empty();
  private TypeReader types;

  /**
   * @param connection closes the queries
   */
  ShapeReader(Connection connection, String trackingSchema) {
    this.connection = connection;
    this.tables = TABLES.formatted(SqlQuoting.literal(trackingSchema));
    this.types = new TypeReader(connection);
  }

  private record Found(String name, boolean partitioned) {}

  /**
   * A shape, and what the catalog said of the table when it was read.
   *
   * @param definition the same object as long as nothing has touched the table
   */
  private record Known(TableShape shape, List<CatalogObject> definition) {}

  /** The tables, by name. */
  Map<String, TableShape> read() throws SQLException {
    known.clear();
    types = new TypeReader(connection);
    return read(name -> List.of());
  }

  /**
   * The tables, by name; those are read again of which the catalog says something else than the
   * last time.
   *
   * @param catalog as it is now
   */
  Map<String, TableShape> read(Catalog catalog) throws SQLException {
    if (last.isEmpty() || last.get().redefinesTypes(catalog)) {
      known.clear();
      types = new TypeReader(connection);
    }
    last = Optional.of(catalog);
    return read(catalog::table);
  }

  private Map<String, TableShape> read(Function<String, List<CatalogObject>> definitions)
      throws SQLException {
    var found = new LinkedHashMap<Long, Found>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(tables)) {
      while (rows.next()) {
        found.put(rows.getLong(1), new Found(rows.getString(2), rows.getBoolean(3)));
      }
    }
    known.keySet().retainAll(found.keySet());
    // What goes into a partitioned table, its partitions say.
    readMissing(
        found.entrySet().stream()
            .filter(
                it ->
                    it.getValue().partitioned()
                        || !isKnown(
                            it.getKey(),
                            it.getValue().name(),
                            definitions.apply(it.getValue().name())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        definitions);
    var shapes = new TreeMap<String, TableShape>();
    known.values().forEach(it -> shapes.put(it.shape().name(), it.shape()));
    return shapes;
  }

  private boolean isKnown(Long oid, String name, List<CatalogObject> definition) {
    var old = known.get(oid);
    return old != null && old.shape().name().equals(name) && old.definition().equals(definition);
  }

  private void readMissing(
      Map<Long, Found> missing, Function<String, List<CatalogObject>> definitions)
      throws SQLException {
    if (missing.isEmpty()) {
      return;
    }
    var columns = new HashMap<Long, List<ColumnShape>>();
    query(
        COLUMNS,
        missing,
        row ->
            columns
                .computeIfAbsent(row.getLong(1), it -> new ArrayList<>())
                .add(
                    new ColumnShape(
                        row.getString(2),
                        types.read(row.getLong(3), row.getInt(4)),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getBoolean(7),
                        row.getBoolean(8))));
    var keys = new HashMap<Long, List<KeyShape>>();
    for (var query : List.of(KEYS, PARTITIONS)) {
      query(
          query,
          missing,
          row -> keys.computeIfAbsent(row.getLong(1), it -> new ArrayList<>()).add(key(row)));
    }
    missing.forEach(
        (oid, table) ->
            known.put(
                oid,
                new Known(
                    new TableShape(
                        table.name(),
                        table.partitioned(),
                        List.copyOf(columns.getOrDefault(oid, List.of())),
                        List.copyOf(keys.getOrDefault(oid, List.of()))),
                    definitions.apply(table.name()))));
  }

  private static KeyShape key(ResultSet row) throws SQLException {
    return new KeyShape(
        row.getString(2),
        row.getString(3).charAt(0),
        List.of((String[]) row.getArray(4).getArray()),
        row.getString(5),
        List.of((String[]) row.getArray(6).getArray()),
        row.getString(7));
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, Map<Long, Found> tables, RowReader reader) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("int8", tables.keySet().toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
