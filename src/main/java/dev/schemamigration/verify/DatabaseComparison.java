package dev.schemamigration.verify;

import dev.schemamigration.verify.catalog.CatalogPool;
import dev.schemamigration.verify.catalog.CatalogReader;
import dev.schemamigration.verify.catalog.Difference;
import dev.schemamigration.verify.rows.SampleRows;
import dev.schemamigration.verify.rows.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How two databases differ that two programs have built.
 *
 * @param schema what is another in the second one
 * @param counts tables with another number of rows
 * @param values tables with as many rows and other values, by name: times of the run, random ones
 */
public record DatabaseComparison(List<Difference> schema, List<Count> counts, List<String> values) {
  /**
   * A table with another number of rows.
   *
   * @param table qualified and quoted
   * @param one number of rows in the first database
   * @param other number of rows in the second one
   */
  public record Count(String table, long one, long other) {}

  public DatabaseComparison {
    schema = List.copyOf(schema);
    counts = List.copyOf(counts);
    values = List.copyOf(values);
  }

  /**
   * Compares two databases.
   *
   * @param trackingSchema is left out
   */
  public static DatabaseComparison of(Connection one, Connection other, String trackingSchema)
      throws SQLException {
    var pool = new CatalogPool();
    var left = new CatalogReader(one, trackingSchema, false, pool).read();
    var right = new CatalogReader(other, trackingSchema, false, pool).read();
    var rows = new SampleRows(one, trackingSchema, 0).contents();
    var otherRows = new SampleRows(other, trackingSchema, 0).contents();
    var counts = new ArrayList<Count>();
    var values = new ArrayList<String>();
    rows.forEach((table, content) -> compare(table, content, otherRows, counts, values));
    return new DatabaseComparison(left.differences(right), counts, values);
  }

  private static void compare(
      String table,
      TableContent content,
      Map<String, TableContent> others,
      List<Count> counts,
      List<String> values) {
    var other = others.get(table);
    if (other == null || other.equals(content)) {
      return;
    }
    if (other.count() == content.count()) {
      values.add(table);
    } else {
      counts.add(new Count(table, content.count(), other.count()));
    }
  }

  /** Whether both hold the same, but for values of rows. */
  public boolean isEqual() {
    return schema.isEmpty() && counts.isEmpty();
  }
}
