package dev.schemamigration.database.proof;

/** SQL about which roles are trusted: that of the session, that which logged in, superusers. */
final class Trust {
  /** Who has the privilege in {@code granted}, a row of {@code aclexplode}. */
  static final String GRANTEE =
      "CASE granted.grantee WHEN 0 THEN 'everybody'"
          + " ELSE 'role ' || pg_get_userbyid(granted.grantee) END";

  /** Rows of others who may do more than read in a column of {@code c}. */
  static final String WRITERS_BY_COLUMN =
      writersBy(
          "pg_attribute AS a CROSS JOIN LATERAL aclexplode(a.attacl)",
          "a.attrelid = c.oid AND a.attacl IS NOT NULL AND ");

  static final String REVOKE =
      "REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON %2$s FROM that role";

  private Trust() {}

  /**
   * Condition that a role is trusted. Superusers, and nobody else but those who may become one, are
   * members of the first superuser, whose oid is always 10.
   *
   * @param role SQL of its oid
   */
  static String of(String role) {
    return "(pg_get_userbyid(%1$s) IN (current_user, session_user) OR pg_has_role(%1$s, 10::oid, 'MEMBER'))"
        .formatted(role);
  }

  /** Rows of others who may do more than read, by an access list. */
  static String writersBy(String list) {
    return writersBy(list, "");
  }

  private static String writersBy(String list, String condition) {
    return "FROM "
        + list
        + " AS granted WHERE "
        + condition
        + "granted.privilege_type NOT IN ('SELECT', 'MAINTAIN') AND NOT "
        + of("granted.grantee");
  }
}
