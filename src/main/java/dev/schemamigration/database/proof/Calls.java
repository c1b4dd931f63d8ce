package dev.schemamigration.database.proof;

/** SQL that finds what a table uses and the server does not bring along. */
final class Calls {
  /**
   * What defaults, constraints, indexes and statistics of {@code c} call. Nothing is recorded about
   * functions, operators and types of {@code pg_catalog}, so that every row is about others.
   */
  static final String FROM =
      """
      FROM pg_depend AS own
      JOIN pg_depend AS uses ON uses.classid = own.classid AND uses.objid = own.objid
      WHERE own.refclassid = 'pg_class'::regclass AND own.refobjid = c.oid
        AND own.classid IN ('pg_class'::regclass, 'pg_attrdef'::regclass,
                            'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)
        AND uses.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass,
                                'pg_opclass'::regclass, 'pg_opfamily'::regclass)""";

  /**
   * Condition that is true at least where a table depends on a type or parent from elsewhere, or
   * where {@link #FROM} finds something; about {@code t.ids}, the oids of all tables. Catalogs are
   * named by their oids, which are the same on every server, and looked up once: the server plans
   * this at every look.
   */
  static final String SUSPICION =
      """
      EXISTS (SELECT FROM pg_depend
        WHERE classid IN (1259, 2604, 2606, 3381)
          AND objid = ANY (t.ids || ARRAY(SELECT objid FROM pg_depend
            WHERE refclassid = 1259 AND refobjid = ANY (t.ids)))
          AND (refclassid IN (1255, 2617, 1247, 2616, 2753)
            OR classid = 1259 AND refclassid = 1259 AND refobjid <> ALL (t.ids)))""";

  /** Defaults that call more than a length coercion, the next number, or the time. */
  static final String DEFAULTS =
      """
      FROM pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      WHERE d.adrelid = c.oid
        AND d.adbin::text ~ '\\{FUNCEXPR :funcid (?!(668|669|1299|1574|2647|2648|2649) )'""";

  /** Checks that call a function, operators aside. */
  static final String CHECKS =
      """
      FROM pg_constraint
      WHERE conrelid = c.oid AND contype = 'c' AND conbin::text ~ '\\{FUNCEXPR '""";

  private Calls() {}
}
