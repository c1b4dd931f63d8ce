package dev.schemamigration.verify.catalog;

/** Pieces of the queries: what is left out, and how names and rights are written. */
final class Sql {
  /** Condition on a namespace {@code n}. */
  static final String OWN_SCHEMA =
      "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
          + " AND n.nspname <> ${tracking}";

  private Sql() {}

  /** Condition: the object is no member of an extension. */
  static String noMember(String catalog, String oid) {
    return "NOT EXISTS (SELECT FROM pg_depend AS member WHERE member.classid = '"
        + catalog
        + "'::regclass AND member.objid = "
        + oid
        + " AND member.deptype = 'e')";
  }

  /** A qualified name. */
  static String name(String column) {
    return "quote_ident(n.nspname) || '.' || quote_ident(" + column + ")";
  }

  /** Rights in an order of their own; the rights of a new object where none were ever granted. */
  static String rights(String acl, String type, String owner) {
    return "(SELECT string_agg(one::text, ', ' ORDER BY one::text) FROM unnest(COALESCE("
        + acl
        + ", acldefault('"
        + type
        + "', "
        + owner
        + "))) AS one) AS \"rights\"";
  }

  /** Options in an order of their own. */
  static String options(String column) {
    return "(SELECT string_agg(one, ', ' ORDER BY one) FROM unnest("
        + column
        + ") AS one) AS \"options\"";
  }

  static String owner(String column) {
    return "pg_get_userbyid(" + column + ") AS \"owner\"";
  }
}
