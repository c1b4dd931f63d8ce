package dev.schemamigration.database.proof;

/**
 * Something about a table that could run what others wrote, or that others could change before it
 * is used. All SQL is about {@code c}, a row of {@code pg_class}, and is evaluated where nothing
 * but {@code pg_catalog} is on the search_path.
 *
 * <p>Whether a flaw is likely can be decided from {@code pg_class} alone for most of them, because
 * it has flags that are never false by mistake; those stay true until the next VACUUM. What tables
 * depend on is looked up for all of them at once, by {@link Calls#SUSPICION}.
 */
enum Flaw {
  KIND(
      "c.relkind <> 'r'",
      """
      CASE c.relkind WHEN 'r' THEN NULL WHEN 'v' THEN 'is a view' WHEN 'm' THEN
        'is a materialized view' WHEN 'f' THEN 'is a foreign table' WHEN 'p' THEN
        'is a partitioned table' ELSE 'is no table' END""",
      "drop %2$s, or give it another name"),
  OWNER(
      "NOT " + Trust.of("c.relowner"),
      "CASE WHEN NOT "
          + Trust.of("c.relowner")
          + " THEN 'belongs to role ' || pg_get_userbyid(c.relowner) END",
      "drop %2$s if that role must not be trusted; otherwise ALTER TABLE %2$s OWNER TO %1$s, or work"
          + " as that role (%3$s)"),
  ROW_SECURITY(
      "c.relrowsecurity OR c.relforcerowsecurity",
      "CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'has row security' END",
      "ALTER TABLE %2$s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY"),
  RULE(
      "c.relhasrules",
      """
      CASE WHEN c.relhasrules THEN (
        SELECT 'has the rule ' || min(rulename::text) FROM pg_rewrite WHERE ev_class = c.oid) END""",
      "drop that rule"),
  TRIGGER(
      "c.relhastriggers",
      """
      CASE WHEN c.relhastriggers THEN (
        SELECT 'has the trigger ' || min(tgname::text)
        FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal) END""",
      "drop that trigger"),
  CHILD(
      "c.relhassubclass",
      """
      CASE WHEN c.relhassubclass THEN (
        SELECT 'has the child table ' || min(inhrelid::regclass::text)
        FROM pg_inherits WHERE inhparent = c.oid) END""",
      "ALTER TABLE that child NO INHERIT %2$s"),
  DEPENDENCE(
      "false",
      """
      (SELECT 'depends on ' || min(pg_describe_object(refclassid, refobjid, refobjsubid))
       FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid
         AND refobjid <> c.oid AND refclassid IN ('pg_class'::regclass, 'pg_type'::regclass))""",
      "give its columns types of pg_catalog, and no parent table"),
  CALL(
      "false",
      """
      (SELECT 'has a default, constraint, index or statistics that uses '
         || min(pg_describe_object(uses.refclassid, uses.refobjid, 0)) %s)"""
          .formatted(Calls.FROM),
      "drop what uses it"),

  // From here on of tables of our own only.
  UNLOGGED(
      "c.relpersistence <> 'p'",
      """
      CASE c.relpersistence WHEN 'p' THEN NULL WHEN 'u' THEN
        'is unlogged, so that a crash of the server would empty it' ELSE 'is temporary' END""",
      "ALTER TABLE %2$s SET LOGGED"),
  REFERENCE(
      "c.relhastriggers",
      """
      CASE WHEN c.relhastriggers THEN (
        SELECT 'is part of the foreign key ' || min(k.conname::text)
        FROM pg_trigger t JOIN pg_constraint k ON k.oid = t.tgconstraint
        WHERE t.tgrelid = c.oid AND t.tgisinternal) END""",
      "drop that foreign key"),
  GRANT(
      "c.relacl IS NOT NULL AND EXISTS (SELECT " + Trust.writersBy("aclexplode(c.relacl)") + ")",
      "CASE WHEN c.relacl IS NOT NULL THEN (SELECT 'may be written by ' || min("
          + Trust.GRANTEE
          + ") "
          + Trust.writersBy("aclexplode(c.relacl)")
          + ") END",
      Trust.REVOKE),

  // From here on before a write only.
  COLUMN_GRANT(
      "EXISTS (SELECT " + Trust.WRITERS_BY_COLUMN + ")",
      "(SELECT 'may be written by ' || min(" + Trust.GRANTEE + ") " + Trust.WRITERS_BY_COLUMN + ")",
      Trust.REVOKE),
  // Functions of the server that run SQL given as text are in pg_catalog too.
  DEFAULT(
      "EXISTS (SELECT " + Calls.DEFAULTS + ")",
      "(SELECT 'has a default that calls a function in column ' || min(a.attname::text) "
          + Calls.DEFAULTS
          + ")",
      "drop that default"),
  CHECK(
      "EXISTS (SELECT " + Calls.CHECKS + ")",
      "(SELECT 'has a check that calls a function, ' || min(conname::text) " + Calls.CHECKS + ")",
      "drop that check");

  private final String suspicion;
  private final String finding;
  private final String remedy;

  Flaw(String suspicion, String finding, String remedy) {
    this.suspicion = suspicion;
    this.finding = finding;
    this.remedy = remedy;
  }

  /**
   * A cheap condition that is true at least where the flaw is; false of what {@link
   * Calls#SUSPICION} finds.
   */
  String suspicion() {
    return suspicion;
  }

  /** Text that describes the flaw; null where it is not. */
  String finding() {
    return finding;
  }

  /** What takes it away; with the role, the table and the setting that names the role. */
  String remedy() {
    return remedy;
  }
}
