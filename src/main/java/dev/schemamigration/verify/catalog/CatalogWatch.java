package dev.schemamigration.verify.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import org.postgresql.PGStatement;

/** Tells which relations of a database were touched since it was last asked. */
final class CatalogWatch {
  /** Referring constraints name the columns that they refer to. */
  private static final String REFERRING =
      "SELECT DISTINCT conrelid::int8 FROM pg_catalog.pg_constraint WHERE contype = 'f'"
          + " AND confrelid = ANY (?::pg_catalog.oid[])";

  private final Connection connection;
  private final StateReader states;
  private final PreparedStatement referring;
  private Optional<CatalogState> last = Optional.empty();

  /**
   * @param connection closes the queries; its search_path holds nothing but pg_catalog
   * @param trackingSchema is left out
   */
  CatalogWatch(Connection connection, String trackingSchema) throws SQLException {
    var texts = new QueryTexts(trackingSchema, connection.getMetaData().getDatabaseMajorVersion());
    this.connection = connection;
    this.states = new StateReader(prepare(connection, texts.of(StateQueries.ALL)));
    this.referring = prepare(connection, REFERRING);
  }

  static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    var query = connection.prepareStatement(sql);
    query.unwrap(PGStatement.class).setPrepareThreshold(1);
    return query;
  }

  /** What has to be read again; empty where everything has. */
  Optional<CatalogState.Change> change() throws SQLException {
    var now = states.read();
    var change = last.flatMap(it -> it.changeTo(now));
    last = Optional.of(now);
    return change.isEmpty() ? change : Optional.of(withReferring(change.get()));
  }

  /** What was read may not be as it is now. */
  void forget() {
    last = Optional.empty();
  }

  private CatalogState.Change withReferring(CatalogState.Change change) throws SQLException {
    var all = new HashSet<>(change.relations());
    if (!all.isEmpty()) {
      referring.setArray(1, connection.createArrayOf("int8", change.relations().toArray()));
      try (var rows = referring.executeQuery()) {
        while (rows.next()) {
          all.add(rows.getLong(1));
        }
      }
    }
    return new CatalogState.Change(change.any(), all, change.types(), change.routines());
  }
}
