package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Lists the objects in schema {@code public} from the system catalog, one line an object. */
public final class CatalogListing {
  private static final String COLUMNS =
      """
      SELECT c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
        format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'no' ELSE 'yes' END,
        coalesce(pg_get_expr(d.adbin, d.adrelid), '')
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY c.relname, a.attnum
      """;

  private static final String ENUMS =
      """
      SELECT t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
      FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
      WHERE t.typnamespace = 'public'::regnamespace
      GROUP BY t.typname ORDER BY t.typname
      """;

  private static final String CONSTRAINTS =
      """
      SELECT c.relname, con.conname, pg_get_constraintdef(con.oid)
      FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid
      WHERE con.connamespace = 'public'::regnamespace AND con.contype <> 'n'
      ORDER BY c.relname, con.conname
      """;

  private static final String INDEXES =
      """
      SELECT tablename, indexname, indexdef FROM pg_indexes
      WHERE schemaname = 'public' ORDER BY tablename, indexname
      """;

  private static final String EVERYTHING =
      """
      SELECT 'relation', relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'type', typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      ORDER BY 1, 2
      """;

  private final TestDatabase database;

  public CatalogListing(TestDatabase database) {
    this.database = database;
  }

  public List<String> columns() {
    return database.rows(COLUMNS);
  }

  public List<String> enums() {
    return database.rows(ENUMS);
  }

  public List<String> constraints() {
    return database.rows(CONSTRAINTS);
  }

  public List<String> indexes() {
    return database.rows(INDEXES);
  }

  /** Name of every relation, type and function. */
  public List<String> everything() {
    return database.rows(EVERYTHING);
  }

  /** The lines of a table in {@code src/test/resources/seed}, without its heading. */
  public static List<String> expected(String file) {
    try (var stream = CatalogListing.class.getResourceAsStream("/seed/" + file)) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
