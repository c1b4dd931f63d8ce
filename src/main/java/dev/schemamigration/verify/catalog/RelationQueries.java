package dev.schemamigration.verify.catalog;

import java.util.List;

/** Queries for tables, views, sequences and what goes with them. */
final class RelationQueries {
  /** Kind and name of the relation {@code c}. */
  private static final String KIND =
      """
      CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
        WHEN 'c' THEN 'composite type' ELSE 'table' END\
      """;

  private static final String NAME = Sql.name("c.relname");
  private static final String PARENT = KIND + " || ' ' || " + NAME;
  private static final String FROM_CLASS =
      " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace ";
  private static final String OWN =
      " WHERE " + Sql.OWN_SCHEMA + " AND " + Sql.noMember("pg_class", "c.oid");
  private static final String OWN_PART = OWN + " ${part}";

  private static final String RELATIONS =
      "SELECT c.oid::int8, "
          + KIND
          + ", "
          + NAME
          + ", '', "
          + Sql.owner("c.relowner")
          + ", "
          + Sql.rights("c.relacl", "r", "c.relowner")
          + ", "
          + Sql.options("c.reloptions")
          + """
          , CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS "persistence",
          CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS "partition key",
          pg_get_expr(c.relpartbound, c.oid) AS "partition bound",
          (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits AS i
            WHERE i.inhrelid = c.oid) AS "parents",
          CASE WHEN c.relrowsecurity THEN 'on' END AS "row security",
          CASE WHEN c.relforcerowsecurity THEN 'on' END AS "forced row security",
          CASE WHEN c.relkind IN ('r', 'p', 'm') THEN c.relreplident::text END AS "replica identity",
          (SELECT a.amname FROM pg_am AS a WHERE a.oid = c.relam) AS "access method",
          (SELECT t.spcname FROM pg_tablespace AS t WHERE t.oid = c.reltablespace) AS "tablespace",
          CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS "of type",
          CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS "definition",
          CASE WHEN c.relkind = 'm' THEN c.relispopulated END AS "populated",
          (SELECT s.srvname || ' ' || COALESCE(array_to_string(f.ftoptions, ', '), '')
            FROM pg_foreign_table AS f JOIN pg_foreign_server AS s ON s.oid = f.ftserver
            WHERE f.ftrelid = c.oid) AS "server",
          CASE WHEN c.relkind IN ('r', 'p', 'f') THEN (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum)
            FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            END AS "column order"
          """
          + FROM_CLASS
          + OWN_PART
          + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";

  private static final String COLUMNS =
      "SELECT c.oid::int8, 'column', "
          + NAME
          + " || '.' || quote_ident(a.attname), "
          + PARENT
          + """
          , format_type(a.atttypid, a.atttypmod) AS "type",
          CASE WHEN a.attnotnull THEN 'yes' ELSE 'no' END AS "not null",
          CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
          CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS "identity",
          CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid)
            || CASE a.attgenerated WHEN 's' THEN ' stored' ELSE ' virtual' END END AS "generated",
          CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS "collation",
          CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS "storage",
          ${compression} AS "compression",
          CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END AS "statistics target",
          (SELECT string_agg(one::text, ', ' ORDER BY one::text) FROM unnest(a.attacl) AS one) AS "rights",
          array_to_string(a.attoptions, ', ') AS "options",
          array_to_string(a.attfdwoptions, ', ') AS "foreign options",
          CASE WHEN a.attinhcount > 0 THEN CASE WHEN a.attislocal THEN 'and local' ELSE 'only' END END AS "inherited"
          """
          + FROM_CLASS
          + """
          JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          JOIN pg_type AS t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          """
          + OWN_PART
          + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')";

  private static final String CONSTRAINTS =
      "SELECT c.oid::int8, 'constraint', quote_ident(k.conname) || ' of ' || "
          + NAME
          + ", "
          + PARENT
          + """
          , pg_get_constraintdef(k.oid) AS "definition",
          CASE WHEN k.convalidated THEN 'yes' ELSE 'no' END AS "validated",
          CASE WHEN k.coninhcount > 0 THEN CASE WHEN k.conislocal THEN 'and local' ELSE 'only' END END AS "inherited",
          CASE WHEN EXISTS (SELECT FROM pg_trigger AS g WHERE g.tgconstraint = k.oid AND g.tgenabled NOT IN ('O', 'A'))
            THEN 'no' END AS "enforced"
          """
          + FROM_CLASS
          + "JOIN pg_constraint AS k ON k.conrelid = c.oid"
          + OWN_PART;

  private static final String INDEXES =
      "SELECT c.oid::int8, 'index', quote_ident(n.nspname) || '.' || quote_ident(x.relname), "
          + PARENT
          + """
          , pg_get_indexdef(i.indexrelid) AS "definition",
          CASE WHEN i.indisvalid THEN 'yes' ELSE 'no' END AS "valid",
          CASE WHEN i.indisready AND i.indislive THEN 'yes' ELSE 'no' END AS "ready",
          CASE WHEN i.indisclustered THEN 'yes' END AS "clustered",
          CASE WHEN i.indisreplident THEN 'yes' END AS "replica identity",
          (SELECT s.spcname FROM pg_tablespace AS s WHERE s.oid = x.reltablespace) AS "tablespace",
          (SELECT h.inhparent::regclass::text FROM pg_inherits AS h WHERE h.inhrelid = x.oid) AS "part of"
          """
          + FROM_CLASS
          + "JOIN pg_index AS i ON i.indrelid = c.oid JOIN pg_class AS x ON x.oid = i.indexrelid"
          + OWN_PART;

  private static final String TRIGGERS =
      "SELECT c.oid::int8, 'trigger', quote_ident(g.tgname) || ' of ' || "
          + NAME
          + ", "
          + PARENT
          + """
          , pg_get_triggerdef(g.oid) AS "definition",
          CASE g.tgenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'yes' END AS "enabled"
          """
          + FROM_CLASS
          + "JOIN pg_trigger AS g ON g.tgrelid = c.oid AND NOT g.tgisinternal"
          + OWN_PART;

  private static final String RULES =
      "SELECT c.oid::int8, 'rule', quote_ident(r.rulename) || ' of ' || "
          + NAME
          + ", "
          + PARENT
          + ", pg_get_ruledef(r.oid) AS \"definition\", r.ev_enabled AS \"enabled\""
          + FROM_CLASS
          + "JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'"
          + OWN_PART;

  private static final String POLICIES =
      "SELECT c.oid::int8, 'policy', quote_ident(p.polname) || ' of ' || "
          + NAME
          + ", "
          + PARENT
          + """
          , p.polcmd AS "command", CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END AS "kind",
          (SELECT string_agg(CASE one WHEN 0 THEN 'public' ELSE pg_get_userbyid(one) END, ', '
            ORDER BY one) FROM unnest(p.polroles) AS one) AS "roles",
          pg_get_expr(p.polqual, p.polrelid) AS "using", pg_get_expr(p.polwithcheck, p.polrelid) AS "with check"
          """
          + FROM_CLASS
          + "JOIN pg_policy AS p ON p.polrelid = c.oid"
          + OWN_PART;

  private static final String SEQUENCES =
      "SELECT 'sequence', "
          + NAME
          + ", '', "
          + Sql.owner("c.relowner")
          + ", "
          + Sql.rights("c.relacl", "s", "c.relowner")
          + """
          , format_type(s.seqtypid, NULL) AS "type", s.seqstart AS "start", s.seqincrement AS "increment",
          s.seqmin AS "minimum", s.seqmax AS "maximum", s.seqcache AS "cache",
          CASE WHEN s.seqcycle THEN 'yes' END AS "cycle",
          CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS "persistence",
          (SELECT d.refobjid::regclass::text || '.' || quote_ident(a.attname)
            FROM pg_depend AS d JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
              AND d.refclassid = 'pg_class'::regclass) AS "owned by"
          """
          + FROM_CLASS
          + "JOIN pg_sequence AS s ON s.seqrelid = c.oid"
          + OWN;

  private static final String STATISTICS =
      "SELECT 'statistics', "
          + Sql.name("s.stxname")
          + ", s.stxrelid::regclass::text, "
          + Sql.owner("s.stxowner")
          + ", pg_get_statisticsobjdef(s.oid) AS \"definition\", CASE WHEN s.stxstattarget >= 0"
          + " THEN s.stxstattarget::text END AS \"statistics target\" FROM pg_statistic_ext AS s"
          + " JOIN pg_namespace AS n ON n.oid = s.stxnamespace WHERE "
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_statistic_ext", "s.oid");

  /**
   * Those of which each row belongs to a relation, whose oid comes first. {@code ${part}} is the
   * place of a condition on the relations {@code c}.
   */
  static final List<String> PARTS =
      List.of(RELATIONS, COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, RULES, POLICIES);

  /** The others. */
  static final List<String> OTHERS = List.of(SEQUENCES, STATISTICS);

  private RelationQueries() {}
}
