package dev.schemamigration.verify.catalog;

import dev.schemamigration.verify.catalog.CatalogState.Change;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the catalog of a database: all that its owner or its migrations can have made, but for the
 * tracking schema and the members of extensions. From the second time on it reads again only what
 * was touched since. The queries are planned once.
 */
public final class CatalogReader {
  private static final String PART = " AND c.oid = ANY (?::oid[])";

  private final Connection connection;
  private final QueryTexts texts;
  private final CatalogWatch watch;
  private final CatalogPool pool;
  private final boolean ownServer;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<Long, List<CatalogObject>> relations = new HashMap<>();
  private final Map<String, List<CatalogObject>> others = new LinkedHashMap<>();
  private Optional<Catalog> last = Optional.empty();

  /**
   * Prepares for reading.
   *
   * @param connection closes the queries, and its search_path is changed
   * @param trackingSchema is left out
   * @param ownServer whether nobody else changes the roles of the server, which are then part of it
   * @param pool shares objects with what other readers have read
   */
  public CatalogReader(
      Connection connection, String trackingSchema, boolean ownServer, CatalogPool pool)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path TO pg_catalog, pg_temp");
    }
    this.connection = connection;
    this.texts = new QueryTexts(trackingSchema, connection.getMetaData().getDatabaseMajorVersion());
    this.watch = new CatalogWatch(connection, trackingSchema);
    this.ownServer = ownServer;
    this.pool = pool;
  }

  /** Reads it. */
  public Catalog read() throws SQLException {
    var change = watch.change();
    if (last.isPresent() && change.filter(it -> !it.any()).isPresent()) {
      return last.get();
    }
    last = Optional.empty();
    try {
      if (change.isPresent()) {
        readPart(change.get());
      } else {
        readWhole();
      }
    } catch (SQLException e) {
      watch.forget();
      throw e;
    }
    var catalog = new Catalog(groups());
    last = Optional.of(catalog);
    return catalog;
  }

  private void readWhole() throws SQLException {
    relations.clear();
    for (var sql : RelationQueries.PARTS) {
      addRelations(query(texts.whole(sql)));
    }
    relations.replaceAll((oid, objects) -> pool.shared(objects));
    others.clear();
    for (var sql : all()) {
      readOther(sql);
    }
  }

  private void readPart(Change change) throws SQLException {
    var touched = change.relations();
    if (!touched.isEmpty()) {
      relations.keySet().removeAll(touched);
      for (var sql : RelationQueries.PARTS) {
        var query = query(texts.part(sql, PART));
        query.setArray(1, oids(touched));
        addRelations(query);
      }
      touched.forEach(oid -> relations.computeIfPresent(oid, (same, it) -> pool.shared(it)));
    }
    var again = new ArrayList<>(RelationQueries.OTHERS);
    again.addAll(OtherQueries.COMMENTS_AND_LABELS);
    if (change.types()) {
      again.addAll(TypeQueries.OF_TYPES);
    }
    if (change.routines()) {
      again.addAll(RoutineQueries.OF_ROUTINES);
    }
    for (var sql : again) {
      readOther(sql);
    }
  }

  private Array oids(Set<Long> relations) throws SQLException {
    return connection.createArrayOf("int8", relations.toArray());
  }

  private List<String> all() {
    return Stream.of(
            RelationQueries.OTHERS,
            TypeQueries.ALL,
            RoutineQueries.ALL,
            OtherQueries.ALL,
            ownServer ? List.of(OtherQueries.ROLES) : List.<String>of())
        .flatMap(List::stream)
        .toList();
  }

  private Map<String, List<CatalogObject>> groups() {
    var groups = new HashMap<>(others);
    relations
        .values()
        .forEach(
            it -> {
              var first = it.getFirst();
              groups.put(first.parent().isEmpty() ? first.key() : first.parent(), it);
            });
    return groups;
  }

  private void addRelations(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var reader = new ObjectRows(rows, 1);
      while (rows.next()) {
        relations
            .computeIfAbsent(rows.getLong(1), it -> new ArrayList<>())
            .add(pool.shared(reader.object()));
      }
    }
  }

  private void readOther(String sql) throws SQLException {
    var found = new ArrayList<CatalogObject>();
    try (var rows = query(texts.of(sql)).executeQuery()) {
      var reader = new ObjectRows(rows, 0);
      while (rows.next()) {
        found.add(pool.shared(reader.object()));
      }
    }
    others.put("query " + sql, pool.shared(found));
  }

  private PreparedStatement query(String sql) throws SQLException {
    var known = prepared.get(sql);
    if (known == null) {
      known = CatalogWatch.prepare(connection, sql);
      prepared.put(sql, known);
    }
    return known;
  }
}
