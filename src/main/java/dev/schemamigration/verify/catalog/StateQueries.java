package dev.schemamigration.verify.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The query for fingerprints of the system catalogs. Each row that is written anew has another
 * xmin, so that a sum over hashes of these tells what was touched. It reads the catalogs once and
 * writes no definition, which takes a tenth of the time of reading them whole.
 */
final class StateQueries {
  /** Rows that belong to a relation: its oid, their hash, and whether it depends on others. */
  private static final String RELATION_ROWS =
      """
      SELECT oid AS relation, %s AS hash, relkind IN ('v', 'm') AS dependent FROM pg_class WHERE oid >= 16384
      UNION ALL SELECT attrelid, %s, false FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0
      UNION ALL SELECT adrelid, %s, false FROM pg_attrdef WHERE adrelid >= 16384
      UNION ALL SELECT conrelid, %s, false FROM pg_constraint WHERE conrelid <> 0
      UNION ALL SELECT indrelid, %s, false FROM pg_index WHERE indrelid >= 16384
      UNION ALL SELECT i.indrelid, %s, false FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
        WHERE i.indrelid >= 16384
      UNION ALL SELECT indexrelid, %s, false FROM pg_index WHERE indexrelid >= 16384
      UNION ALL SELECT tgrelid, %s, false FROM pg_trigger WHERE tgrelid >= 16384
      UNION ALL SELECT k.conrelid, %s, false FROM pg_trigger AS t JOIN pg_constraint AS k ON k.oid = t.tgconstraint
      UNION ALL SELECT ev_class, %s, rulename <> '_RETURN' FROM pg_rewrite WHERE ev_class >= 16384
      UNION ALL SELECT polrelid, %s, true FROM pg_policy
      UNION ALL SELECT inhrelid, %s, false FROM pg_inherits
      UNION ALL SELECT seqrelid, %s, false FROM pg_sequence
      UNION ALL SELECT ftrelid, %s, false FROM pg_foreign_table
      UNION ALL SELECT stxrelid, %s, false FROM pg_statistic_ext
      """
          .formatted(
              hash("xmin", "oid"),
              hash("xmin", "attnum"),
              hash("xmin", "oid"),
              hash("xmin", "oid"),
              hash("xmin", "indexrelid"),
              hash("x.xmin", "x.oid"),
              hash("xmin", "indexrelid"),
              hash("xmin", "oid"),
              hash("t.xmin", "t.oid"),
              hash("xmin", "oid"),
              hash("xmin", "oid"),
              hash("xmin", "inhparent"),
              hash("xmin", "seqrelid"),
              hash("xmin", "ftrelid"),
              hash("xmin", "oid"));

  private static final String RELATIONS =
      "SELECT 'relation', c.oid::int8, "
          + Sql.name("c.relname")
          + ", f.fingerprint, f.dependent, c.relkind = 'c' FROM (SELECT relation,"
          + " sum(hash)::text AS fingerprint, bool_or(dependent) AS dependent FROM ("
          + RELATION_ROWS
          + ") AS r GROUP BY relation) AS f JOIN pg_class AS c ON c.oid = f.relation"
          + " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE "
          + Sql.OWN_SCHEMA
          + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S', 'I')";

  /** Without those that come with a table, and their arrays. */
  private static final String TYPES =
      "SELECT 'type', t.oid::int8, "
          + Sql.name("t.typname")
          + ", "
          + hash("t.xmin", "t.oid")
          + " || ' ' || COALESCE((SELECT sum("
          + hash("e.xmin", "e.oid")
          + ") FROM pg_enum AS e WHERE e.enumtypid = t.oid), 0) || ' ' || COALESCE((SELECT sum("
          + hash("k.xmin", "k.oid")
          + ") FROM pg_constraint AS k WHERE k.contypid = t.oid), 0), false, false FROM pg_type AS"
          + " t JOIN pg_namespace AS n ON n.oid = t.typnamespace LEFT JOIN pg_class AS row ON"
          + " row.oid = t.typrelid WHERE "
          + Sql.OWN_SCHEMA
          + " AND COALESCE(row.relkind, 'c') = 'c'"
          + " AND NOT EXISTS (SELECT FROM pg_type AS e WHERE e.typarray = t.oid)";

  private static final String ROUTINES =
      "SELECT 'routine', p.oid::int8, "
          + Sql.name("p.proname")
          + ", "
          + hash("p.xmin", "p.oid")
          + "::text, ${sqlBody}, false FROM pg_proc AS p JOIN pg_namespace AS n"
          + " ON n.oid = p.pronamespace WHERE "
          + Sql.OWN_SCHEMA;

  /** Catalogs with an oid, whose rows may all be part of definitions. */
  private static final List<String> WITH_OID =
      List.of(
          "pg_namespace",
          "pg_collation",
          "pg_operator",
          "pg_opclass",
          "pg_opfamily",
          "pg_amop",
          "pg_amproc",
          "pg_cast",
          "pg_language",
          "pg_conversion",
          "pg_transform",
          "pg_event_trigger",
          "pg_extension",
          "pg_default_acl",
          "pg_ts_config",
          "pg_ts_dict",
          "pg_ts_parser",
          "pg_ts_template",
          "pg_am",
          "pg_tablespace",
          "pg_foreign_data_wrapper",
          "pg_foreign_server",
          "pg_publication",
          "pg_publication_rel",
          "pg_largeobject_metadata");

  private static final String OTHERS =
      WITH_OID.stream()
              .map(it -> other(it, hash("xmin", "oid"), it))
              .collect(Collectors.joining(" UNION ALL "))
          + " UNION ALL "
          + other("pg_description", hash("xmin", "objoid"), "pg_description WHERE objoid >= 16384")
          + " UNION ALL "
          + other(
              "comments on schemas",
              hash("xmin", "objoid"),
              "pg_description WHERE classoid = 'pg_namespace'::regclass")
          + " UNION ALL "
          + other("pg_seclabel", hash("xmin", "objoid"), "pg_seclabel")
          + " UNION ALL "
          + other("pg_ts_config_map", hash("xmin", "mapcfg"), "pg_ts_config_map")
          + " UNION ALL "
          + other("members", hash("'0'", "objid"), "pg_depend WHERE deptype = 'e'")
          + " UNION ALL "
          + other("pg_roles", "hashtextextended(r::text, 0)", "pg_roles AS r")
          + " UNION ALL "
          + other("user mappings", "hashtextextended(m::text, 0)", "pg_user_mappings AS m")
          + " UNION ALL "
          + other(
              "subscriptions",
              "hashtextextended(concat_ws(' ', subname, subenabled, subpublications), 0)",
              "pg_subscription")
          + " UNION ALL "
          + other("database", hash("xmin", "oid"), "pg_database WHERE datname = current_database()")
          + " UNION ALL "
          + other("settings", "hashtextextended(s::text, 0)", "pg_db_role_setting AS s")
          + " UNION ALL "
          + other("memberships", "hashtextextended(m::text, 0)", "pg_auth_members AS m");

  /** Label, oid, name, fingerprint, whether dependent, whether a composite type. */
  static final String ALL = String.join(" UNION ALL ", RELATIONS, TYPES, ROUTINES, OTHERS);

  private StateQueries() {}

  /**
   * The transaction is the seed. The hash of one number that holds both would be that of its two
   * halves' exclusive or, so that two rows could exchange theirs from one transaction to the next.
   */
  private static String hash(String xmin, String id) {
    return "hashint8extended(" + id + "::int8, " + xmin + "::text::int8)";
  }

  private static String other(String label, String hash, String from) {
    return "SELECT '"
        + label
        + "', 0::int8, '', count(*) || ' ' || COALESCE(sum("
        + hash
        + "), 0), false, false FROM "
        + from;
  }
}
