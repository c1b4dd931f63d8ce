package dev.schemamigration.verify.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;

/** Reads rows as objects: kind, name and parent come first; the others are named as attributes. */
final class ObjectRows {
  private final ResultSet rows;
  private final int first;
  private final String[] names;

  /**
   * @param before number of columns before the kind
   */
  ObjectRows(ResultSet rows, int before) throws SQLException {
    this.rows = rows;
    this.first = before + 4;
    var columns = rows.getMetaData();
    names = new String[columns.getColumnCount() + 1];
    for (int i = first; i < names.length; i++) {
      names[i] = columns.getColumnLabel(i);
    }
  }

  /** The object of the current row. */
  CatalogObject object() throws SQLException {
    var attributes = new HashMap<String, String>();
    for (int i = first; i < names.length; i++) {
      var value = rows.getString(i);
      if (value != null) {
        attributes.put(names[i], value);
      }
    }
    return new CatalogObject(
        rows.getString(first - 3),
        rows.getString(first - 2),
        rows.getString(first - 1),
        attributes);
  }
}
