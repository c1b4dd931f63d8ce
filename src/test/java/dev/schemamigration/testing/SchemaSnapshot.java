package dev.schemamigration.testing;

import java.util.List;

/** All objects of a schema as lines, to compare two databases. */
public final class SchemaSnapshot {
  private static final List<String> QUESTIONS =
      List.of(
          """
          SELECT 'relation', c.relname, c.relkind, c.relispartition,
            coalesce(pg_get_partkeydef(c.oid), ''), coalesce(pg_get_expr(c.relpartbound, c.oid), '')
          FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace ORDER BY c.relname""",
          """
          SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            coalesce(pg_get_expr(d.adbin, d.adrelid), '')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
            AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attname""",
          """
          SELECT 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, i.indislive
          FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
          WHERE c.relnamespace = 'public'::regnamespace ORDER BY 2""",
          """
          SELECT 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, 3""",
          """
          SELECT 'partition', inhrelid::regclass, inhparent::regclass FROM pg_inherits
          JOIN pg_class c ON c.oid = inhrelid
          WHERE c.relnamespace = 'public'::regnamespace ORDER BY c.relname""",
          """
          SELECT 'enum', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
          FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
          WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname ORDER BY t.typname""",
          """
          SELECT 'routine', proname, prosrc FROM pg_proc
          WHERE pronamespace = 'public'::regnamespace ORDER BY 2""",
          """
          SELECT 'view', viewname, definition FROM pg_views
          WHERE schemaname = 'public' ORDER BY viewname""",
          """
          SELECT 'trigger', pg_get_triggerdef(t.oid), t.tgenabled FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal ORDER BY 2""",
          """
          SELECT 'sequence', sequencename, data_type, start_value, increment_by, cycle
          FROM pg_sequences WHERE schemaname = 'public' ORDER BY 2""",
          """
          SELECT 'comment', c.relname, d.objsubid, d.description FROM pg_description d
          JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
          WHERE c.relnamespace = 'public'::regnamespace ORDER BY 2, 3""");

  private SchemaSnapshot() {}

  /** The schema {@code public} of {@code database}. */
  public static List<String> of(TestDatabase database) {
    return database.rows(QUESTIONS);
  }
}
