package dev.schemamigration.verify.catalog;

import dev.schemamigration.verify.catalog.CatalogState.Entry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;

/** Reads fingerprints of the system catalogs. */
final class StateReader {
  private final PreparedStatement query;

  StateReader(PreparedStatement query) {
    this.query = query;
  }

  CatalogState read() throws SQLException {
    var relations = new HashMap<Long, Entry>();
    var types = new HashMap<Long, Entry>();
    var routines = new HashMap<Long, Entry>();
    var others = new HashMap<String, String>();
    try (var rows = query.executeQuery()) {
      while (rows.next()) {
        var entry =
            new Entry(rows.getString(3), rows.getString(4), rows.getBoolean(5), rows.getBoolean(6));
        switch (rows.getString(1)) {
          case "relation" -> relations.put(rows.getLong(2), entry);
          case "type" -> types.put(rows.getLong(2), entry);
          case "routine" -> routines.put(rows.getLong(2), entry);
          default -> others.put(rows.getString(1), entry.fingerprint());
        }
      }
    }
    return new CatalogState(relations, types, routines, others);
  }
}
