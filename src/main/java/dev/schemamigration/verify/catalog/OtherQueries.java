package dev.schemamigration.verify.catalog;

import java.util.List;

/** Queries for what is neither a relation nor a type nor a routine. */
final class OtherQueries {
  /** The tracking schema is made by the first run. */
  private static final String SCHEMAS =
      "SELECT 'schema', quote_ident(n.nspname), '', "
          + Sql.owner("n.nspowner")
          + ", "
          + Sql.rights("n.nspacl", "n", "n.nspowner")
          + " FROM pg_namespace AS n WHERE "
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_namespace", "n.oid");

  private static final String EXTENSIONS =
      """
      SELECT 'extension', quote_ident(e.extname), '', e.extversion AS "version", n.nspname AS "schema"
      FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace WHERE e.oid >= 16384\
      """;

  private static final String DEFAULT_RIGHTS =
      """
      SELECT 'default rights', concat_ws(' ', pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype), '',
        (SELECT string_agg(one::text, ', ' ORDER BY one::text) FROM unnest(d.defaclacl) AS one) AS "rights"
      FROM pg_default_acl AS d LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
      WHERE n.nspname IS DISTINCT FROM ${tracking}\
      """;

  private static final String COMMENTS =
      """
      SELECT 'comment', 'on ' || i.type || ' ' || i.identity, '', d.description AS "text"
      FROM pg_description AS d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
      WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass) AND i.type IS NOT NULL
        AND COALESCE(i.schema, i.identity) NOT LIKE 'pg\\_%' AND i.schema IS DISTINCT FROM 'information_schema'
        AND i.identity <> 'information_schema' AND i.schema IS DISTINCT FROM ${tracking}
        AND NOT EXISTS (SELECT FROM pg_depend AS m WHERE m.classid = d.classoid AND m.objid = d.objoid
          AND m.deptype = 'e')
        AND d.classoid <> 'pg_extension'::regclass\
      """;

  private static final String SECURITY_LABELS =
      """
      SELECT 'security label', s.provider || ' on ' || i.type || ' ' || i.identity, '', s.label AS "label"
      FROM pg_seclabel AS s CROSS JOIN LATERAL pg_identify_object(s.classoid, s.objoid, s.objsubid) AS i
      WHERE i.type IS NOT NULL\
      """;

  private static final String TEXT_SEARCH_CONFIGURATIONS =
      "SELECT 'text search configuration', "
          + Sql.name("c.cfgname")
          + ", '', "
          + Sql.owner("c.cfgowner")
          + """
          , (SELECT p.prsname FROM pg_ts_parser AS p WHERE p.oid = c.cfgparser) AS "parser",
          (SELECT string_agg(m.maptokentype || ' ' || m.mapdict::regdictionary, ', ' ORDER BY m.maptokentype, m.mapseqno)
            FROM pg_ts_config_map AS m WHERE m.mapcfg = c.oid) AS "mappings"
          FROM pg_ts_config AS c JOIN pg_namespace AS n ON n.oid = c.cfgnamespace WHERE \
          """
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_ts_config", "c.oid");

  private static final String TEXT_SEARCH_DICTIONARIES =
      "SELECT 'text search dictionary', "
          + Sql.name("d.dictname")
          + ", '', "
          + Sql.owner("d.dictowner")
          + """
          , (SELECT t.tmplname FROM pg_ts_template AS t WHERE t.oid = d.dicttemplate) AS "template",
          d.dictinitoption AS "options"
          FROM pg_ts_dict AS d JOIN pg_namespace AS n ON n.oid = d.dictnamespace WHERE \
          """
          + Sql.OWN_SCHEMA
          + " AND "
          + Sql.noMember("pg_ts_dict", "d.oid");

  private static final String TEXT_SEARCH_OTHERS =
      "SELECT 'text search parser', "
          + Sql.name("p.prsname")
          + ", '', concat_ws(' ',"
          + " p.prsstart::text, p.prstoken::text, p.prsend::text, p.prsheadline::text,"
          + " p.prslextype::text) AS \"definition\" FROM pg_ts_parser AS p JOIN pg_namespace AS n"
          + " ON n.oid = p.prsnamespace WHERE "
          + Sql.OWN_SCHEMA
          + " UNION ALL SELECT 'text search template', "
          + Sql.name("t.tmplname")
          + ", '',"
          + " concat_ws(' ', t.tmplinit::text, t.tmpllexize::text) FROM pg_ts_template AS t"
          + " JOIN pg_namespace AS n ON n.oid = t.tmplnamespace WHERE "
          + Sql.OWN_SCHEMA;

  private static final String ACCESS_METHODS =
      "SELECT 'access method', quote_ident(a.amname), '', a.amhandler::text AS \"handler\","
          + " a.amtype AS \"type\" FROM pg_am AS a WHERE a.oid >= 16384 AND "
          + Sql.noMember("pg_am", "a.oid");

  private static final String FOREIGN =
      "SELECT 'foreign data wrapper', quote_ident(w.fdwname), '', "
          + Sql.owner("w.fdwowner")
          + ", "
          + Sql.rights("w.fdwacl", "F", "w.fdwowner")
          + ", concat_ws(' ', w.fdwhandler::regproc::text, w.fdwvalidator::regproc::text,"
          + " array_to_string(w.fdwoptions, ', ')) AS \"definition\" FROM pg_foreign_data_wrapper"
          + " AS w WHERE "
          + Sql.noMember("pg_foreign_data_wrapper", "w.oid")
          + " UNION ALL SELECT 'server', quote_ident(s.srvname), '', "
          + Sql.owner("s.srvowner")
          + ", "
          + Sql.rights("s.srvacl", "S", "s.srvowner")
          + ", concat_ws(' ', w.fdwname, s.srvtype, s.srvversion, array_to_string(s.srvoptions, ',"
          + " ')) FROM pg_foreign_server AS s JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw"
          + " UNION ALL SELECT 'user mapping', quote_ident(u.srvname) || ' for ' || u.usename, '',"
          + " '', '', array_to_string(u.umoptions, ', ') FROM pg_user_mappings AS u";

  private static final String PUBLICATIONS =
      "SELECT 'publication', quote_ident(p.pubname), '', "
          + Sql.owner("p.pubowner")
          + """
          , to_jsonb(p) - '{oid,pubname,pubowner}'::text[] AS "options",
          (SELECT string_agg(r.prrelid::regclass || ' ' || (to_jsonb(r) - '{oid,prpubid,prrelid}'::text[])::text, ', '
            ORDER BY r.prrelid::regclass::text) FROM pg_publication_rel AS r WHERE r.prpubid = p.oid) AS "tables"
          FROM pg_publication AS p\
          """;

  private static final String SUBSCRIPTIONS =
      """
      SELECT 'subscription', quote_ident(s.subname), '', array_to_string(s.subpublications, ', ') AS "publications",
        s.subenabled AS "enabled"
      FROM pg_subscription AS s WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())\
      """;

  private static final String DATABASE =
      "SELECT 'database', 'itself', '', "
          + Sql.owner("d.datdba")
          + ", "
          + Sql.rights("d.datacl", "d", "d.datdba")
          + """
          , (SELECT string_agg(concat_ws(' ', NULLIF(s.setrole, 0)::regrole, one), ', ' ORDER BY s.setrole, one)
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS one WHERE s.setdatabase = d.oid) AS "settings"
          FROM pg_database AS d WHERE d.datname = current_database()\
          """;

  private static final String LARGE_OBJECTS =
      """
      SELECT 'large objects', 'all', '', count(*) AS "number" FROM pg_largeobject_metadata HAVING count(*) > 0\
      """;

  /** The roles of the server, which all its databases share. */
  static final String ROLES =
      """
      SELECT 'role', quote_ident(r.rolname), '', concat_ws(', ', CASE WHEN r.rolsuper THEN 'superuser' END,
          CASE WHEN r.rolinherit THEN 'inherit' END, CASE WHEN r.rolcreaterole THEN 'createrole' END,
          CASE WHEN r.rolcreatedb THEN 'createdb' END, CASE WHEN r.rolcanlogin THEN 'login' END,
          CASE WHEN r.rolreplication THEN 'replication' END, CASE WHEN r.rolbypassrls THEN 'bypassrls' END,
          CASE WHEN r.rolconnlimit >= 0 THEN 'limit ' || r.rolconnlimit END) AS "attributes",
        (SELECT string_agg(DISTINCT g.rolname, ', ') FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid
          WHERE m.member = r.oid) AS "member of",
        (SELECT string_agg(one, ', ' ORDER BY one) FROM pg_db_role_setting AS s, unnest(s.setconfig) AS one
          WHERE s.setdatabase = 0 AND s.setrole = r.oid) AS "settings"
      FROM pg_roles AS r WHERE r.rolname NOT LIKE 'pg\\_%' AND r.rolname <> current_user\
      """;

  /** Those that name any object. */
  static final List<String> COMMENTS_AND_LABELS = List.of(COMMENTS, SECURITY_LABELS);

  /** All but the roles. */
  static final List<String> ALL =
      List.of(
          SCHEMAS,
          EXTENSIONS,
          DEFAULT_RIGHTS,
          COMMENTS,
          SECURITY_LABELS,
          TEXT_SEARCH_CONFIGURATIONS,
          TEXT_SEARCH_DICTIONARIES,
          TEXT_SEARCH_OTHERS,
          ACCESS_METHODS,
          FOREIGN,
          PUBLICATIONS,
          SUBSCRIPTIONS,
          DATABASE,
          LARGE_OBJECTS);

  private OtherQueries() {}
}
