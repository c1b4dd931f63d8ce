package dev.schemamigration.verify.catalog;

import java.util.List;

/** Queries for functions, procedures, aggregates, languages and conversions. */
final class RoutineQueries {
  private static final String NAME =
      Sql.name("p.proname") + " || '(' || pg_get_function_identity_arguments(p.oid) || ')'";
  private static final String FROM =
      " FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace ";
  private static final String OWN =
      " WHERE " + Sql.OWN_SCHEMA + " AND " + Sql.noMember("pg_proc", "p.oid");
  private static final String RIGHTS = Sql.rights("p.proacl", "f", "p.proowner");

  /** The constructors of a range go with it. */
  private static final String ROUTINES =
      "SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, "
          + NAME
          + ", '', "
          + Sql.owner("p.proowner")
          + ", "
          + RIGHTS
          + ", pg_get_functiondef(p.oid) AS \"definition\""
          + FROM
          + OWN
          + " AND p.prokind <> 'a' AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid ="
          + " 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')";

  private static final String AGGREGATES =
      "SELECT 'aggregate', "
          + NAME
          + ", '', "
          + Sql.owner("p.proowner")
          + ", "
          + RIGHTS
          + """
          , pg_get_function_result(p.oid) AS "result", p.proparallel AS "parallel",
          to_jsonb(concat_ws(' ', a.aggkind, a.aggnumdirectargs, a.aggtransfn::text, a.aggfinalfn::text,
            a.aggcombinefn::text, a.aggserialfn::text, a.aggdeserialfn::text, a.aggmtransfn::text,
            a.aggminvtransfn::text, a.aggmfinalfn::text, a.aggtranstype::regtype::text, a.aggtransspace,
            a.aggfinalextra, a.aggfinalmodify, a.agginitval, a.aggminitval,
            CASE WHEN a.aggsortop <> 0 THEN a.aggsortop::regoperator::text END)) AS "definition"
          """
          + FROM
          + "JOIN pg_aggregate AS a ON a.aggfnoid = p.oid"
          + OWN;

  private static final String LANGUAGES =
      "SELECT 'language', l.lanname, '', "
          + Sql.owner("l.lanowner")
          + ", "
          + Sql.rights("l.lanacl", "l", "l.lanowner")
          + ", CASE WHEN l.lanpltrusted THEN 'yes' END AS \"trusted\" FROM pg_language AS l"
          + " WHERE l.oid >= 16384 AND "
          + Sql.noMember("pg_language", "l.oid");

  private static final String CONVERSIONS =
      "SELECT 'conversion', "
          + Sql.name("c.conname")
          + ", '', "
          + Sql.owner("c.conowner")
          + ", concat_ws(' ', pg_encoding_to_char(c.conforencoding),"
          + " pg_encoding_to_char(c.contoencoding), c.conproc::text, c.condefault) AS"
          + " \"definition\" FROM pg_conversion AS c JOIN pg_namespace AS n ON n.oid ="
          + " c.connamespace WHERE "
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_conversion", "c.oid");

  private static final String TRANSFORMS =
      """
      SELECT 'transform', t.trftype::regtype || ' language ' || l.lanname, '',
        t.trffromsql::regprocedure::text AS "from SQL", t.trftosql::regprocedure::text AS "to SQL"
      FROM pg_transform AS t JOIN pg_language AS l ON l.oid = t.trflang WHERE t.oid >= 16384 AND \
      """
          + Sql.noMember("pg_transform", "t.oid");

  private static final String EVENT_TRIGGERS =
      "SELECT 'event trigger', quote_ident(e.evtname), '', "
          + Sql.owner("e.evtowner")
          + ", e.evtevent AS \"event\", e.evtfoid::regprocedure::text AS \"function\","
          + " e.evtenabled AS \"enabled\", array_to_string(e.evttags, ', ') AS \"tags\""
          + " FROM pg_event_trigger AS e WHERE "
          + Sql.noMember("pg_event_trigger", "e.oid");

  /** Those that read nothing but routines. */
  static final List<String> OF_ROUTINES = List.of(ROUTINES, AGGREGATES);

  /** All of them. */
  static final List<String> ALL =
      List.of(ROUTINES, AGGREGATES, LANGUAGES, CONVERSIONS, TRANSFORMS, EVENT_TRIGGERS);

  private RoutineQueries() {}
}
