package dev.schemamigration.verify.catalog;

import java.util.List;

/** Queries for types, and for what compares and orders their values. */
final class TypeQueries {
  private static final String NAME = Sql.name("t.typname");

  /** Types that somebody created: no row types of tables, arrays or multiranges. */
  private static final String FROM_TYPE =
      " FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace"
          + " LEFT JOIN pg_class AS row ON row.oid = t.typrelid"
          + " WHERE "
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_type", "t.oid")
          + " AND COALESCE(row.relkind, 'c') = 'c' AND t.typtype <> 'm'"
          + " AND NOT EXISTS (SELECT FROM pg_type AS e WHERE e.typarray = t.oid)";

  /** A composite type is also a relation, by which its columns are read. */
  private static final String TYPES =
      "SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'"
          + " WHEN 'c' THEN 'composite type' ELSE 'base type' END, "
          + NAME
          + ", '', "
          + Sql.owner("t.typowner")
          + ", "
          + Sql.rights("t.typacl", "T", "t.typowner")
          + """
          , (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum AS e
            WHERE e.enumtypid = t.oid) AS "labels",
          CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS "type",
          CASE WHEN t.typtype = 'd' THEN CASE WHEN t.typnotnull THEN 'yes' ELSE 'no' END END AS "not null",
          t.typdefault AS "default",
          (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute AS a
            WHERE a.attrelid = row.oid AND a.attnum > 0 AND NOT a.attisdropped) AS "column order",
          CASE WHEN t.typtype = 'd' AND t.typcollation <> 0 THEN t.typcollation::regcollation::text END AS "collation",
          (SELECT concat_ws(' ', r.rngsubtype::regtype::text, r.rngcollation::regcollation::text,
              r.rngcanonical::regproc::text, r.rngsubdiff::regproc::text,
              (SELECT o.opcname FROM pg_opclass AS o WHERE o.oid = r.rngsubopc))
            FROM pg_range AS r WHERE r.rngtypid = t.oid) AS "range",
          CASE WHEN t.typtype = 'b' THEN concat_ws(' ', t.typinput::text, t.typoutput::text, t.typreceive::text,
            t.typsend::text, t.typmodin::text, t.typmodout::text, t.typanalyze::text, t.typlen, t.typbyval,
            t.typalign, t.typstorage, t.typcategory, t.typispreferred, t.typdelim, t.typelem::regtype::text)
            END AS "definition"
          """
          + FROM_TYPE;

  private static final String DOMAIN_CONSTRAINTS =
      "SELECT 'constraint', quote_ident(k.conname) || ' of ' || "
          + NAME
          + ", 'domain ' || "
          + NAME
          + """
          , pg_get_constraintdef(k.oid) AS "definition",
          CASE WHEN k.convalidated THEN 'yes' ELSE 'no' END AS "validated"
          """
          + FROM_TYPE.replace(
              " LEFT JOIN", " JOIN pg_constraint AS k ON k.contypid = t.oid LEFT JOIN");

  private static final String COLLATIONS =
      "SELECT 'collation', "
          + Sql.name("c.collname")
          + ", '', "
          + Sql.owner("c.collowner")
          + ", to_jsonb(c) - '{oid,collname,collnamespace,collowner,collversion}'::text[]"
          + " AS \"definition\" FROM pg_collation AS c JOIN pg_namespace AS n"
          + " ON n.oid = c.collnamespace WHERE "
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_collation", "c.oid");

  private static final String CASTS =
      """
      SELECT 'cast', c.castsource::regtype || ' as ' || c.casttarget::regtype, '',
        CASE WHEN c.castfunc <> 0 THEN c.castfunc::regprocedure::text END AS "function",
        c.castcontext AS "context", c.castmethod AS "method"
      FROM pg_cast AS c WHERE c.oid >= 16384 AND \
      """
          + Sql.noMember("pg_cast", "c.oid");

  private static final String OPERATORS =
      "SELECT 'operator', o.oid::regoperator::text, '', "
          + Sql.owner("o.oprowner")
          + """
          , o.oprcode::regproc::text AS "function", o.oprrest::regproc::text AS "restriction",
          o.oprjoin::regproc::text AS "join", CASE WHEN o.oprcom <> 0 THEN o.oprcom::regoperator::text END AS "commutator",
          CASE WHEN o.oprnegate <> 0 THEN o.oprnegate::regoperator::text END AS "negator",
          o.oprcanmerge AS "merges", o.oprcanhash AS "hashes"
          FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace WHERE \
          """
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_operator", "o.oid");

  private static final String OPERATOR_CLASSES =
      "SELECT 'operator class', "
          + Sql.name("o.opcname")
          + " || ' using ' || m.amname, '', "
          + Sql.owner("o.opcowner")
          + """
          , o.opcintype::regtype::text AS "type", CASE WHEN o.opcdefault THEN 'yes' END AS "default",
          f.opfname AS "family", CASE WHEN o.opckeytype <> 0 THEN o.opckeytype::regtype::text END AS "storage"
          FROM pg_opclass AS o JOIN pg_namespace AS n ON n.oid = o.opcnamespace JOIN pg_am AS m ON m.oid = o.opcmethod
          JOIN pg_opfamily AS f ON f.oid = o.opcfamily WHERE \
          """
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_opclass", "o.oid");

  private static final String OPERATOR_FAMILIES =
      "SELECT 'operator family', "
          + Sql.name("f.opfname")
          + " || ' using ' || m.amname, '', "
          + Sql.owner("f.opfowner")
          + """
          , (SELECT string_agg(concat_ws(' ', o.amopstrategy, o.amopopr::regoperator::text, o.amoppurpose), ', '
              ORDER BY o.amopstrategy, o.amopopr::regoperator::text) FROM pg_amop AS o WHERE o.amopfamily = f.oid) AS "operators",
          (SELECT string_agg(concat_ws(' ', p.amprocnum, p.amproc::regprocedure::text), ', '
              ORDER BY p.amprocnum, p.amproc::regprocedure::text) FROM pg_amproc AS p WHERE p.amprocfamily = f.oid) AS "functions"
          FROM pg_opfamily AS f JOIN pg_namespace AS n ON n.oid = f.opfnamespace JOIN pg_am AS m ON m.oid = f.opfmethod WHERE \
          """
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_opfamily", "f.oid");

  /** Those that read nothing but types. */
  static final List<String> OF_TYPES = List.of(TYPES, DOMAIN_CONSTRAINTS);

  /** All of them. */
  static final List<String> ALL =
      List.of(
          TYPES,
          DOMAIN_CONSTRAINTS,
          COLLATIONS,
          CASTS,
          OPERATORS,
          OPERATOR_CLASSES,
          OPERATOR_FAMILIES);

  private TypeQueries() {}
}
