package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tries every foreign key with a row that refers to nothing, and takes that back. */
public final class ForeignKeyProbe {
  /** Far from the numbers of generated rows. */
  private static final int NUMBER = 23_456;

  private final Connection connection;
  private final ShapeReader shapes;

  /**
   * @param connection in autocommit
   */
  public ForeignKeyProbe(Connection connection, String trackingSchema) throws SQLException {
    this.connection = connection;
    this.shapes = new ShapeReader(connection, trackingSchema);
  }

  /** Tries those of all tables that hold rows. */
  public List<ForeignKeyResult> tryAll() throws SQLException {
    var found = new ArrayList<ForeignKeyResult>();
    connection.setAutoCommit(false);
    try {
      var tables = shapes.read();
      for (var table : tables.values()) {
        for (var key : table.foreignKeys()) {
          found.add(tried(tables, table, key));
          connection.rollback();
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return found;
  }

  private ForeignKeyResult tried(Map<String, TableShape> tables, TableShape table, KeyShape key)
      throws SQLException {
    var name = SqlQuoting.identifier(key.name()).replaceAll("^\"([a-z_][a-z0-9_]*)\"$", "$1");
    name = name + " of " + table.name();
    var values = new HashMap<String, String>();
    for (var column : key.columns()) {
      var shape = table.column(column);
      if (shape.isEmpty() || shape.get().generated()) {
        return notTried(name, "the server computes " + column);
      }
      values.put(column, ValueGenerator.value(shape.get().type(), NUMBER));
    }
    if (!tables.containsKey(key.target())) {
      return notTried(name, key.target() + " cannot be read");
    }
    try (var statement = connection.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
      if (exists(key, values)) {
        return notTried(name, "every value has a row to refer to");
      }
      var sql =
          "UPDATE "
              + table.name()
              + " SET "
              + key.columns().stream()
                  .map(it -> SqlQuoting.identifier(it) + " = " + values.get(it))
                  .collect(Collectors.joining(", "))
              + " WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM "
              + table.name()
              + " LIMIT 1)";
      return statement.executeUpdate(sql) == 0
          ? notTried(name, "the table has no row")
          : new ForeignKeyResult(name, ForeignKeyResult.Outcome.OPEN, "");
    } catch (SQLException e) {
      return "23503".equals(e.getSQLState())
          ? new ForeignKeyResult(name, ForeignKeyResult.Outcome.WORKS, "")
          : notTried(name, Refusals.described(e));
    }
  }

  private boolean exists(KeyShape key, Map<String, String> values) throws SQLException {
    var sql =
        "SELECT EXISTS (SELECT FROM "
            + key.target()
            + " WHERE "
            + IntStream.range(0, key.columns().size())
                .mapToObj(
                    it ->
                        SqlQuoting.identifier(key.targetColumns().get(it))
                            + "::text = ("
                            + values.get(key.columns().get(it))
                            + ")::text")
                .collect(Collectors.joining(" AND "))
            + ")";
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static ForeignKeyResult notTried(String name, String why) {
    return new ForeignKeyResult(name, ForeignKeyResult.Outcome.NOT_TRIED, why);
  }
}
